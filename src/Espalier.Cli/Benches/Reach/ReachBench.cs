using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Surrogate;

namespace Espalier.Cli.Benches.Reach;

/// <summary>When a search judged the cells that were looked for.</summary>
/// <param name="Method">Its name and options.</param>
/// <param name="Run">From 0.</param>
/// <param name="Best">The number of the evaluation that found the best cell of all; null: it was not found.</param>
/// <param name="Top10">Likewise any of the ten best.</param>
internal sealed record ReachRun(string Method, int Run, int? Best, int? Top10);

/// <summary>
/// How many evaluations searches take on NAS-Bench-201 until they found the best cell, or any of the ten best: what GBDT-NAS is compared by.
/// </summary>
/// <remarks>Searches are told the very accuracy that cells are looked for by, as in that comparison; nothing is held out.</remarks>
/// <param name="table">The table.</param>
/// <param name="most">Evaluations after which a search ends.</param>
internal sealed class ReachBench(NasBench201Table table, int most)
{
    internal const string Name = "reach";
    private const int Top = 10;
    private readonly TableColumn truth = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
    private readonly TableColumn size = table.Parameters(NasBench201Data.Cifar10);

    /// <summary>The searches that are compared where nobody says which: the subject, and those that it must beat.</summary>
    internal static IReadOnlyList<string> Default { get; } =
        ["gbdt-nas", "random-search", "regularized-evolution+population=50+tournament=10"];

    /// <summary>One search from a seed of its own.</summary>
    internal ReachRun Run(BenchVariant variant, IReadOnlyDictionary<string, string> options, int run, ulong seed, CancellationToken cancellation)
    {
        var strategy = (SamplingStrategy)variant.Entry.Create(
            new SamplingContext { Space = new NasBench201Space(), Seed = SeededRandom.Derive(seed, variant.ToString(), run), Excess = _ => 0 },
            options);
        int? top = null;
        for (var count = 1; count <= most; count++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (strategy.AskOn(count - 1) is not { } genotype)
            {
                break;
            }

            var row = table.IndexOf(genotype);
            strategy.Tell(genotype, new TrialOutcome { Accuracy = truth[row], Params = (long)size[row] });
            top ??= truth.RankOf(row).First <= Top ? count : null;
            if (row == truth.Best)
            {
                return new(variant.ToString(), run, count, top);
            }
        }

        return new(variant.ToString(), run, null, top);
    }

    /// <summary>What boosted trees call harmful that learnt from random cells: the first order of GBDT-NAS-3S.</summary>
    /// <param name="labels">How many cells.</param>
    /// <param name="seed">What their draw derives from.</param>
    /// <returns>Edge and operation with the mean attribution in percent, the most harmful first.</returns>
    internal IReadOnlyList<(string Choice, double Points)> Harms(int labels, ulong seed)
    {
        var space = new NasBench201Space();
        var context = new PredictorContext { Space = space, Seed = seed };
        var predictor = (IAttributedPredictor)MethodCatalog.Of<IPredictor>().Find("predictor", "lgb").Create(context, new Dictionary<string, string>());
        using var freed = predictor as IDisposable;
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        new SeededRandom(SeededRandom.Derive(seed, "harms")).Shuffle(rows);
        NetworkFacts[] networks = Array.ConvertAll(rows[..labels], row => new NetworkFacts(table.GenotypeOf(row)));
        predictor.Fit(networks, Array.ConvertAll(rows[..labels], row => truth[row]));
        var encoding = new OneHot(space);
        var harms = ChoiceHarm.Singles(predictor.Attribute(networks), [.. networks.Select(network => encoding.Of(network.Genotype))]);
        return [.. harms.Select(harm => (Choice(space, harm.First), 100 * harm.Effect))];
    }

    private static string Choice(NasBench201Space space, int value)
    {
        var edge = space.Edges[value / space.Derivable.Count];
        return $"{space.Operations[space.Derivable[value % space.Derivable.Count]]} on {edge.Source}->{edge.Node + 1}";
    }
}
