using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class PgdTests
{
    [Fact]
    public void Ten_steps_of_a_quarter_radius_start_at_the_image_unless_told_otherwise()
    {
        var settings = new Pgd(Attacking.Settings(0.25)).Settings;

        Assert.Equal((10, 0.0625, false), (settings.Steps, settings.StepSize, settings.RandomStart));
        Assert.Equal(2.5 * 0.25 / 4, new Pgd(Attacking.Settings(0.25, steps: 4)).Settings.StepSize);
        Assert.Equal(0.125, new Pgd(Attacking.Settings(0.25) with { StepSize = 0.125 }).Settings.StepSize);
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.25)]
    [InlineData(9, 0.25)]
    public void Steps_add_up_until_the_ball_ends(int steps, double expected)
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -1], [0, 0]);
        using var generator = new Generator(1);
        var images = full([1, 1, 1, 2], 0.5, ScalarType.Float64);
        var attack = new Pgd(Attacking.Settings(0.25, steps) with { StepSize = 0.1 });

        var found = attack.Perturb(model, images, zeros([1], ScalarType.Int64), generator).data<double>();

        Assert.Equal(0.5 - expected, found[0], 1e-12);
        Assert.Equal(0.5 + expected, found[1], 1e-12);
    }
}
