using Espalier.Attacks;
using Espalier.Attacks.Alarms;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks.Alarms;

/// <summary>A sound network, and ways to make it look robust.</summary>
internal static class Suspects
{
    /// <summary>What an alarm says of the trained toy network, changed as told.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="change">From the network's logits and the images to what is shown; null: the logits.</param>
    /// <param name="attacks">What came of attacks.</param>
    /// <param name="epsilon">The radius.</param>
    public static string? Look(
        IMaskingAlarm alarm, Func<Tensor, Tensor, Tensor>? change = null, AttackCount[]? attacks = null, double epsilon = 4.0 / 255)
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Trained();
        using var batch = Espalier.Data.BatchLoader.ForEvaluation(Toy.Images(64, seed: 9), 64).Epoch(0).Single();
        using var standing = new Standing(network, batch.Images, batch.Labels);
        var live = LiveTensorsOfThread;
        var found = alarm.Look(new MaskingEvidence
        {
            Model = new Changed(network, change ?? ((logits, _) => logits)),
            Images = standing.Images,
            Labels = standing.Labels,
            Threat = new AttackSettings { Epsilon = epsilon },
            Attacks = attacks ?? [],
            Seed = 1,
        });
        Assert.Equal(live, LiveTensorsOfThread);
        return found;
    }

    private sealed class Changed(Module<Tensor, Tensor> network, Func<Tensor, Tensor, Tensor> change) : Module<Tensor, Tensor>("changed")
    {
        public override Tensor forward(Tensor input) => change(network.call(input), input);
    }
}
