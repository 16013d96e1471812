using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>What is learnt from and what is asked for in one trial, as rows of the table.</summary>
/// <param name="Learnt">To learn from; fewer labels are the first of them.</param>
/// <param name="Uniform">Asked for, drawn uniformly.</param>
/// <param name="Mutated">Asked for, children of good cells, as a search asks; null where too few cells are known.</param>
internal sealed record TrialCells(int[] Learnt, int[] Uniform, int[]? Mutated);

/// <summary>Cells of NAS-Bench-201 with all that the tables know of them before they are trained to the end.</summary>
internal sealed class PredictorCells
{
    private const int Epochs = 200;
    private const int CurveEpochs = 12;

    // The predictor study's: of ten random cells the five best have children of up to three mutations.
    private const int PoolSize = 10;
    private const int Parents = 5;
    private const int MostMutations = 3;

    private readonly IChoiceSpace space;
    private readonly NasBench201Table table;
    private readonly SuiteZeroTable scores;
    private readonly NasBench201Data data;
    private readonly TableColumn truth;
    private readonly TableColumn curve;
    private readonly LayerScores? layers;

    /// <summary>Reads the tables.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="data">Accuracies on which data set.</param>
    /// <param name="layers">What each layer of scored cells adds to scores; null: not known.</param>
    internal PredictorCells(TablesFolder folder, NasBench201Data data, LayerScores? layers)
    {
        this.layers = layers;
        var cells = new NasBench201Space();
        space = (IChoiceSpace)Flow.SpaceOf(cells.Name);
        table = NasBench201Table.Load(folder, cells);
        scores = SuiteZeroTable.Load(folder, SuiteZeroSource.NasBench201, cells);
        this.data = data;
        truth = table.Accuracy(data, TableSplit.Test, Epochs);
        curve = table.Accuracy(data, TableSplit.Validation, CurveEpochs);
        Scored =
        [
            .. scores.Of(Name).Select(stored => space.Parse(stored.Architecture, SuiteZeroTable.Folder))
                .Where(cell => layers?.OfCells.ContainsKey(cell.Text) != false)
                .Select(table.IndexOf)
                .Order(),
        ];
        SecondsOfCurve = table.CostSeconds.Mean;
    }

    /// <summary>The space of the cells.</summary>
    internal ISearchSpace Space => space;

    /// <summary>The data set, as the tables call it.</summary>
    internal string Name => truth.Name.Split('.')[0];

    /// <summary>Rows with every proxy's score, and with every layer's part of it where layers are known of some.</summary>
    internal int[] Scored { get; }

    /// <summary>The proxies that only those have.</summary>
    internal IEnumerable<string> ProxiesOfScored => scores.Proxies.Except(["params", "macs", "zen"]);

    /// <summary>What 12 epochs take on average, in seconds of the GPU that the table was made with.</summary>
    internal double SecondsOfCurve { get; }

    /// <summary>What a label takes: the same for 200 epochs, in proportion, since the table does not tell it.</summary>
    internal double SecondsOfLabel => SecondsOfCurve * Epochs / CurveEpochs;

    /// <summary>Whether each layer's part of scores is known.</summary>
    internal bool KnowsLayers => layers is not null;

    /// <summary>Accuracies on test images after 200 epochs, fractions.</summary>
    internal double[] Truth(int[] rows) => Array.ConvertAll(rows, row => truth[row]);

    /// <summary>What is known of cells.</summary>
    internal NetworkFacts[] Facts(int[] rows, PredictorNeeds needs) => Array.ConvertAll(rows, row =>
    {
        var facts = new NetworkFacts(table.GenotypeOf(row));
        return facts with
        {
            Proxies = needs.HasFlag(PredictorNeeds.Proxies) ? Scores(row, facts.Genotype) : facts.Proxies,
            Curve = needs.HasFlag(PredictorNeeds.Curve) ? [new CurvePoint(CurveEpochs, curve[row])] : facts.Curve,
            LayerProxies = needs.HasFlag(PredictorNeeds.LayerProxies) ? layers!.OfCells[facts.Genotype.Text] : facts.LayerProxies,
        };
    });

    /// <summary>The cells of a trial, the same for every predictor.</summary>
    /// <param name="cells">Of which.</param>
    /// <param name="test">How many are asked for.</param>
    /// <param name="seed">What the draws derive from.</param>
    internal TrialCells Draw(CellSet cells, int test, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, cells == CellSet.Table ? "table" : "scored"));
        int[] order = cells == CellSet.Table ? [.. Enumerable.Range(0, table.Count)] : [.. Scored];
        random.Shuffle(order);
        var mutated = cells == CellSet.Table ? Mutated(test, random) : null;
        var taken = new HashSet<int>(order[..test].Concat(mutated ?? []));
        return new([.. order[test..].Where(row => !taken.Contains(row))], order[..test], mutated);
    }

    private int[] Mutated(int count, SeededRandom random)
    {
        var children = new HashSet<int>();
        while (children.Count < count)
        {
            var pool = Enumerable.Range(0, PoolSize).Select(_ => random.Next(table.Count)).OrderByDescending(row => truth[row]).Take(Parents);
            foreach (var parent in pool.ToArray())
            {
                var values = space.Encode(table.GenotypeOf(parent));
                for (var left = 1 + random.Next(MostMutations); left > 0; left--)
                {
                    var choice = random.Next(values.Length);
                    values[choice] = (values[choice] + 1 + random.Next(space.Choices[choice] - 1)) % space.Choices[choice];
                }

                if (children.Count < count)
                {
                    children.Add(table.IndexOf(space.Decode(values)));
                }
            }
        }

        return [.. children];
    }

    private Dictionary<string, double> Scores(int row, Genotype genotype)
    {
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        if (scores.Find(Name, genotype) is { } stored)
        {
            foreach (var proxy in scores.Proxies)
            {
                // What came to no finite number, or was not stored of a few cells, is worse than every other.
                known[proxy] = stored.Scores.GetValueOrDefault(proxy) ?? double.NegativeInfinity;
            }
        }

        known["params"] = table.Parameters(data)[row];
        known["macs"] = table.Flops[row];
        known["zen"] = table.Zen(data)[row];
        return known;
    }
}
