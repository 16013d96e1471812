using Espalier.Attacks.Alarms;

namespace Espalier.Tests.Attacks.Alarms;

public sealed class RandomisedOutputTests
{
    [Fact]
    public void A_sound_network_is_not_suspected() => Assert.Null(Suspects.Look(new RandomisedOutput()));

    [Fact]
    public void Noise_on_logits_is()
    {
        using var generator = new Generator(1);

        Assert.Contains(
            "random", Suspects.Look(new RandomisedOutput(), (logits, _) => logits.add(randn(logits.shape, generator: generator).mul(0.01))), StringComparison.Ordinal);
    }
}
