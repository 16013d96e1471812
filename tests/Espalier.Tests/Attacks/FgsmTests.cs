using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class FgsmTests
{
    [Fact]
    public void The_step_is_epsilon_from_the_image_and_a_quarter_more_from_a_random_start()
    {
        Assert.Equal(0.25, new Fgsm(Attacking.Settings(0.25)).Settings.StepSize);
        Assert.Equal(1.25 * 0.25, new Fgsm(Attacking.Settings(0.25, randomStart: true)).Settings.StepSize);
        Assert.Equal(0.5, new Fgsm(Attacking.Settings(0.25) with { StepSize = 0.5 }).Settings.StepSize);
    }

    [Fact]
    public void More_than_one_step_is_refused() => Assert.Throws<ArgumentException>(() => new Fgsm(Attacking.Settings(0.25, steps: 2)));

    [Fact]
    public void A_pixel_at_the_border_stays_in_its_range()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -1], [0, 0]);
        using var generator = new Generator(1);
        var images = tensor([0.0, 1.0], [1, 1, 1, 2]);

        // Class 0 loses by a lower first and a higher second pixel: neither can go there.
        var found = new Fgsm(Attacking.Settings(0.25)).Perturb(model, images, zeros([1], ScalarType.Int64), generator);

        Assert.Equal([0, 1], found.data<double>());
    }
}
