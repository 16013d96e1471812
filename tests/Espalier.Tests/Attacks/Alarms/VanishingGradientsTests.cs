using Espalier.Attacks.Alarms;

namespace Espalier.Tests.Attacks.Alarms;

public sealed class VanishingGradientsTests
{
    [Fact]
    public void A_sound_network_is_not_suspected() => Assert.Null(Suspects.Look(new VanishingGradients()));

    [Fact]
    public void Logits_so_large_that_the_loss_is_zero_are() =>
        Assert.Contains("vanishes on", Suspects.Look(new VanishingGradients(), (logits, _) => logits.mul(1e5)), StringComparison.Ordinal);
}
