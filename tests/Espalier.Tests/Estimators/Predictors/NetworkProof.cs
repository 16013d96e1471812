using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Predictors;

/// <summary>What every network that predicts must keep, tried on accuracies made up from a cell's operations.</summary>
internal static class NetworkProof
{
    private static readonly NasBench201Space Space = new();
    private static readonly double[] Worth = [0, 0.3, 0.6, 1, 0.2];
    private static readonly Lazy<NasBench201Table> Real = new(() => NasBench201Table.Load(TablesFolder.Find(null), Space));

    public static PredictorContext Context(ulong seed = 1) => new() { Space = Space, Seed = seed };

    /// <summary>Cells, and accuracies that are sums over edges, later ones counting more, with one edge that spoils everything where it is missing.</summary>
    public static (NetworkFacts[] Networks, double[] Accuracies) MadeUp(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        NetworkFacts[] networks = [.. Enumerable.Range(0, count).Select(_ => new NetworkFacts(Space.Sample(random)))];
        return (networks, Array.ConvertAll(networks, network =>
        {
            var values = ((IChoiceSpace)Space).Encode(network.Genotype);
            return 0.4 + (values[3] == 0 ? 0 : 0.1) + (0.02 * values.Select((value, edge) => (edge + 1) * Worth[value]).Sum());
        }));
    }

    /// <summary>Kendall's tau on cells that were not learnt from.</summary>
    public static double MadeUpTau(IPredictor predictor, int learnt = 60)
    {
        var (networks, accuracies) = MadeUp(learnt + 100, 11);
        predictor.Fit(networks[..learnt], accuracies[..learnt]);
        return RankCorrelation.Kendall(accuracies[learnt..], predictor.Predict(networks[learnt..]).Means());
    }

    /// <summary>Kendall's tau with CIFAR-10's test accuracy after 200 epochs, on drawn cells of the table that were not learnt from.</summary>
    public static double TableTau(IPredictor predictor, int learnt, ulong seed, int judged = 1000)
    {
        var table = Real.Value;
        var column = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        new SeededRandom(seed).Shuffle(rows);
        NetworkFacts[] networks = [.. rows.Take(learnt + judged).Select(row => new NetworkFacts(table.GenotypeOf(row)))];
        double[] accuracies = [.. rows.Take(learnt + judged).Select(row => column[row])];
        predictor.Fit(networks[..learnt], accuracies[..learnt]);
        return RankCorrelation.Kendall(accuracies[learnt..], predictor.Predict(networks[learnt..]).Means());
    }

    /// <summary>Same seed, same predictions; another seed, others; company does not matter; no tensor stays; nothing is told before Fit.</summary>
    public static void Holds(Func<ulong, IPredictor> make)
    {
        var (networks, accuracies) = MadeUp(14, 5);
        Holds(make, networks, accuracies);
    }

    public static void Holds(Func<ulong, IPredictor> make, NetworkFacts[] networks, double[] accuracies)
    {
        var before = LiveTensorsOfThread;
        var one = make(1);
        Assert.Throws<InvalidOperationException>(() => one.Predict(networks));
        one.Fit(networks[..10], accuracies[..10]);
        var told = one.Predict(networks);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal(told[12], one.Predict([networks[12]])[0], Close);
        var again = make(1);
        again.Fit(networks[..10], accuracies[..10]);
        Assert.Equal(told, again.Predict(networks));
        again.Fit(networks[..10], accuracies[..10]);
        Assert.Equal(told, again.Predict(networks));
        var other = make(2);
        other.Fit(networks[..10], accuracies[..10]);
        Assert.NotEqual(told, other.Predict(networks));
        Assert.All(told, prediction => Assert.True(double.IsFinite(prediction.Mean) && !(prediction.Deviation < 0)));
    }

    /// <summary>A product of one row may round another way than that of many.</summary>
    private static bool Close(Prediction one, Prediction other) =>
        Math.Abs(one.Mean - other.Mean) < 1e-5 && (one.Deviation is null) == (other.Deviation is null)
        && Math.Abs((one.Deviation ?? 0) - (other.Deviation ?? 0)) < 1e-4;
}
