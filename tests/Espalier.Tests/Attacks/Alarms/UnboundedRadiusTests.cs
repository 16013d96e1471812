using Espalier.Attacks.Alarms;

namespace Espalier.Tests.Attacks.Alarms;

public sealed class UnboundedRadiusTests
{
    [Fact]
    public void A_sound_network_is_not_suspected() => Assert.Null(Suspects.Look(new UnboundedRadius()));

    [Fact]
    public void One_that_hides_its_gradients_is() =>
        Assert.Contains("stand at epsilon 0.5", Suspects.Look(new UnboundedRadius(), (logits, images) => logits.detach() + (images.sum() * 0)), StringComparison.Ordinal);
}
