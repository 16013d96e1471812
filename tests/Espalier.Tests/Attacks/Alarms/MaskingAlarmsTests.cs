using Espalier.Attacks;
using Espalier.Attacks.Alarms;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks.Alarms;

public sealed class MaskingAlarmsTests
{
    [Fact]
    public void Every_alarm_is_asked_and_named()
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Trained();
        using var batch = Espalier.Data.BatchLoader.ForEvaluation(Toy.Images(16, seed: 9), 16).Epoch(0).Single();
        using var standing = new Standing(network, batch.Images, batch.Labels);
        var evidence = new MaskingEvidence
        {
            Model = network,
            Images = standing.Images,
            Labels = standing.Labels,
            Threat = new AttackSettings(),
            Attacks = [new("apgd-ce", 100, 0, true), new("square", 100, 50, false)],
            Seed = 1,
        };

        var raised = Assert.Single(MaskingAlarms.Look(evidence));

        Assert.Equal("stronger-black-box", raised.Name);
        Assert.Empty(MaskingAlarms.Look(evidence with { Attacks = [] }));
    }
}
