using Espalier.Attacks;
using Espalier.Attacks.Fab;

namespace Espalier.Tests.Attacks.Fab;

public sealed class FabTargetedTests
{
    [Theory]
    [InlineData(Norm.Linf, 2)]
    [InlineData(Norm.Linf, 5)]
    [InlineData(Norm.L2, 5)]
    public void On_a_linear_model_it_breaks_exactly_what_is_near_enough(Norm norm, int classes) =>
        Linear.BreaksExactlyTheNear("fab-t", norm, classes);

    [Fact]
    public void It_needs_no_start_and_no_restart()
    {
        var settings = new FabTargeted(Attacking.Settings(0.25, randomStart: true) with { Restarts = 4 }).Settings;

        Assert.Equal((100, false, 1), (settings.Steps, settings.RandomStart, settings.Restarts));
    }
}
