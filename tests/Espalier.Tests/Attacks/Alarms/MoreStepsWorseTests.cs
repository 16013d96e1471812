using Espalier.Attacks.Alarms;

namespace Espalier.Tests.Attacks.Alarms;

public sealed class MoreStepsWorseTests
{
    [Fact]
    public void A_sound_network_is_not_suspected() => Assert.Null(Suspects.Look(new MoreStepsWorse()));

    [Fact]
    public void One_whose_gradients_mislead_near_the_image_is()
    {
        var passes = 0;

        // The first gradient, FGSM's and each attack's own first one, is right; all others point the other way.
        var found = Suspects.Look(
            new MoreStepsWorse(),
            (logits, _) => is_grad_enabled() && passes++ > 0 ? (2 * logits.detach()) - logits : logits,
            epsilon: 8.0 / 255);

        Assert.Contains("more steps ought to break more", found, StringComparison.Ordinal);
    }
}
