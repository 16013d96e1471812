using Espalier.Attacks;
using Espalier.Attacks.Apgd;

namespace Espalier.Tests.Attacks.Apgd;

public sealed class ApgdCeTests
{
    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void On_a_linear_model_it_breaks_exactly_what_is_near_enough(Norm norm) => Linear.BreaksExactlyTheNear("apgd-ce", norm, classes: 2);

    [Fact]
    public void A_hundred_steps_begin_with_twice_the_radius_from_a_random_start()
    {
        var settings = new ApgdCe(Attacking.Settings(0.25)).Settings;

        Assert.Equal((100, 0.5, true), (settings.Steps, settings.StepSize, settings.RandomStart));
        Assert.Equal(7, AttackCatalog.Create("apgd-ce-7").Settings.Steps);
    }
}
