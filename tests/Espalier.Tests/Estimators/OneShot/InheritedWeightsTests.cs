using Espalier.Attacks;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.OneShot;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;
using Espalier.Tests.Training;

namespace Espalier.Tests.Estimators.OneShot;

public sealed class InheritedWeightsTests
{
    private static readonly DartsSpace Space = new();
    private static readonly Genotype Genotype = Space.Sample(new SeededRandom(4));

    [Fact]
    public void The_same_weights_and_seed_give_the_same_outcome_and_the_supernet_stays_as_it_is()
    {
        using var supernet = Supernet(1);
        var (weights, before) = (Bits.Of(supernet), LiveTensorsOfThread);

        var first = Estimator(supernet).Judge(Genotype, 1, CancellationToken.None);
        var second = Estimator(supernet).Judge(Genotype, 1, CancellationToken.None);

        Assert.Equal(first with { Seconds = 0 }, second with { Seconds = 0 });
        Assert.InRange(first.Accuracy!.Value, 0, 1);
        Assert.InRange(first.RobustAccuracy!.Value, 0, 1);
        Assert.True(first.Params > 0 && first.Macs > first.Params);
        Assert.Equal(weights, Bits.Of(supernet));
        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void What_is_judged_are_the_supernets_weights()
    {
        var data = Data();
        using var supernet = Supernet(1);
        using (var scope = NewDisposeScope())
        using (no_grad())
        {
            // The classifier is every path's own: one that knows a single class is right as often as that class comes.
            foreach (var (name, value) in supernet.state_dict().Where(pair => pair.Key.StartsWith("classifier.", StringComparison.Ordinal)))
            {
                value.zero_();
                if (name == "classifier.bias")
                {
                    value[2].fill_(1);
                }
            }
        }

        var outcome = Estimator(supernet).Judge(Genotype, 1, CancellationToken.None);

        Assert.Equal((double)data.Validation.Labels.Count(label => label == 2) / data.Validation.Count, outcome.Accuracy);
    }

    [Fact]
    public void An_interruption_is_an_exception()
    {
        using var stop = new CancellationTokenSource();
        using var supernet = Supernet(1);
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Estimator(supernet).Judge(Genotype, 1, stop.Token));
    }

    private static DataSplit Data() => new(new Dataset("toy", Toy.Images(96), Toy.Images(10)), new SplitOptions(), 1);

    private static CellSupernet Supernet(ulong seed)
    {
        using var generator = new Generator(seed);
        return new CellSupernet(
            Space, new NetworkSettings { Channels = 2, Cells = 3, Input = Toy.Shape, Classes = 4, Statistics = Data().Statistics }, generator);
    }

    private static InheritedWeights Estimator(CellSupernet supernet)
    {
        var data = Data();
        var attack = new Pgd(new AttackSettings { Steps = 2 });
        return new InheritedWeights(supernet, data.Train, new ValidationJudge(data.Validation, attack), TimeProvider.System);
    }
}
