using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class FgsmRsPerturbationTests
{
    private const double Epsilon = 0.125;

    [Fact]
    public void The_input_is_the_random_start_moved_by_the_sign_at_the_image_and_cut_to_the_ball()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2, 3], [0, 1, 0]);
        using var drawn = new Generator(6);
        using var generator = new Generator(6);
        var images = full([4, 1, 1, 3], 0.5, ScalarType.Float64);
        var start = images.empty_like().uniform_(-Epsilon, Epsilon, drawn);

        // Class 0 loses by a lower first and third pixel and a higher second.
        var sign = tensor([-1.0, 1, -1]);
        var expected = images.add(start.add(sign, 1.25 * Epsilon).clamp(-Epsilon, Epsilon));

        var perturbation = new FgsmRsPerturbation(Attacking.Settings(Epsilon));
        foreach (var input in perturbation.Replays(model, images, zeros([4], ScalarType.Int64), generator))
        {
            Assert.True(Attacking.Distance(expected, input) < 1e-12);
        }
    }

    [Fact]
    public void It_takes_one_step_of_five_quarters_of_the_radius_from_a_random_start()
    {
        var settings = new FgsmRsPerturbation(Attacking.Settings(Epsilon)).Settings;

        Assert.Equal((1, 1.25 * Epsilon, true), (settings.Steps, settings.StepSize, settings.RandomStart));
        Assert.Throws<ArgumentException>(() => new FgsmRsPerturbation(Attacking.Settings(Epsilon, steps: 2)));
    }
}
