using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

/// <summary>What predictors are tried on: a made-up truth over cells of NAS-Bench-201, and the table's own.</summary>
internal static class Learning
{
    private static readonly NasBench201Space Space = new();

    private static readonly Lazy<NasBench201Table> Table = new(() => NasBench201Table.Load(
        TablesFolder.Find(PublishedTables.Root), Space));

    internal static PredictorContext Context(ulong seed = 1) => new() { Space = Space, Seed = seed };

    /// <summary>Different cells.</summary>
    internal static NetworkFacts[] Cells(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, 2 * count).Select(_ => Space.Sample(random)).DistinctBy(cell => cell.Text).Take(count)
            .Select(cell => new NetworkFacts(cell))];
    }

    /// <summary>A made-up accuracy: a part for each 3x3 convolution, and a pair of edges that help each other.</summary>
    internal static double Truth(NetworkFacts network)
    {
        var values = ((IChoiceSpace)Space).Encode(network.Genotype);
        return 0.5 + (0.05 * values.Count(value => value == 3)) + (values[0] == 3 && values[5] == 1 ? 0.1 : 0);
    }

    /// <summary>Kendall's tau of what a predictor says of cells that it did not learn from, against the made-up truth.</summary>
    internal static double MadeUp(IPredictor predictor, int labels)
    {
        var (learnt, asked) = (Cells(labels, 1), Cells(300, 2));
        predictor.Fit(learnt, [.. learnt.Select(Truth)]);
        return RankCorrelation.Kendall([.. asked.Select(Truth)], Means(predictor, asked));
    }

    /// <summary>The same on the table: accuracy on CIFAR-10's test images after 200 epochs, the mean over trials.</summary>
    internal static double OnTable(Func<ulong, IPredictor> make, int labels, int trials)
    {
        var truth = Table.Value.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        return Enumerable.Range(0, trials).Average(trial =>
        {
            var random = new SeededRandom(SeededRandom.Derive(9, "trial", trial));
            int[] order = [.. Enumerable.Range(0, truth.Count)];
            random.Shuffle(order);
            var (learnt, asked) = (order[..labels], order[labels..(labels + 1000)]);
            var predictor = make((ulong)trial);
            predictor.Fit(Facts(learnt), Values(learnt));
            return RankCorrelation.Kendall(Values(asked), Means(predictor, Facts(asked)));
        });

        double[] Values(int[] rows) => Array.ConvertAll(rows, row => truth[row]);

        NetworkFacts[] Facts(int[] rows) => Array.ConvertAll(rows, row => new NetworkFacts(Table.Value.GenotypeOf(row)));
    }

    /// <summary>What every predictor keeps: same seed, same bits; one by one as all together; too few are refused.</summary>
    internal static void Holds(Func<ulong, IPredictor> make)
    {
        var (learnt, asked) = (Cells(30, 3), Cells(10, 4));
        double[] accuracies = [.. learnt.Select(Truth)];
        var (one, same) = (make(1), make(1));
        Assert.Throws<InvalidOperationException>(() => one.Predict(asked));
        one.Fit(learnt, accuracies);
        same.Fit(learnt, accuracies);
        var told = one.Predict(asked);

        Assert.Equal(told, same.Predict(asked));
        Assert.Equal(told, asked.SelectMany(network => one.Predict([network])));
        Assert.Empty(one.Predict([]));
        one.Fit(learnt[..10], accuracies[..10]);
        one.Fit(learnt, accuracies);
        Assert.Equal(told, one.Predict(asked));
        Assert.Throws<ArgumentException>(() => one.Fit(learnt[..1], accuracies[..1]));
        Assert.Throws<ArgumentException>(() => one.Fit(learnt, accuracies[..5]));
    }

    private static double[] Means(IPredictor predictor, IReadOnlyList<NetworkFacts> asked) =>
        [.. predictor.Predict(asked).Select(prediction => prediction.Mean)];
}
