using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Predictors;

/// <summary>Cells of NAS-Bench-201 to learn from: with made-up accuracies, or with the table's.</summary>
internal static class KnownCells
{
    public static PredictorContext Context { get; } = new() { Space = new NasBench201Space(), Seed = 7 };

    public static NetworkFacts[] Drawn(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new NetworkFacts(Context.Space.Sample(random)))];
    }

    /// <summary>An accuracy that is a sum over edges: what any linear method learns exactly.</summary>
    public static double Linear(NetworkFacts network)
    {
        var row = new OneHot((IChoiceSpace)Context.Space).Of(network.Genotype);
        return 0.5 + (row.Index().Sum(pair => pair.Item * ((pair.Index * 7) % 11)) / 200);
    }

    /// <summary>Kendall's tau on 1,000 cells of the table after learning from others, the mean over draws.</summary>
    public static double Tau(Func<ulong, IPredictor> predictor, int labels, int draws = 3)
    {
        var space = new NasBench201Space();
        var table = NasBench201Table.Load(TablesFolder.Find(null), space);
        var test = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        return Enumerable.Range(1, draws).Average(draw =>
        {
            var rows = Enumerable.Range(0, table.Count).ToArray();
            new SeededRandom((ulong)draw).Shuffle(rows);
            var (learnt, asked) = (rows[..labels], rows[labels..(labels + 1000)]);
            var made = predictor((ulong)draw);
            made.Fit(Facts(learnt), [.. learnt.Select(row => test[row])]);
            return RankCorrelation.Kendall([.. asked.Select(row => test[row])], [.. made.Predict(Facts(asked)).Select(told => told.Mean)]);
        });

        NetworkFacts[] Facts(int[] rows) => [.. rows.Select(row => new NetworkFacts(table.GenotypeOf(row)))];
    }
}
