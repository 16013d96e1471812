using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>Networks of NAS-Bench-201's table that metrics are stored of, and searches among them.</summary>
internal sealed class RobotPool
{
    private readonly NasBench201Table table;
    private readonly IReadOnlyList<Genotype> networks;
    private readonly Dictionary<Genotype, int> places;

    internal RobotPool(NasBench201Table table, StoredMetrics metrics, NasBench201Data data)
    {
        (this.table, Metrics, networks) = (table, metrics, metrics.Pool);
        places = networks.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        Test = Of(table.Accuracy(data, TableSplit.Test, 200));
    }

    internal StoredMetrics Metrics { get; }

    internal int Count => networks.Count;

    /// <summary>Test accuracies after 200 epochs.</summary>
    internal TableColumn Test { get; }

    /// <summary>A column of the table, of these networks alone.</summary>
    internal TableColumn Of(TableColumn column) =>
        new(column.Name, column.Unit, column.HigherIsBetter, [.. networks.Select(network => column[table.IndexOf(network)])]);

    /// <summary>What a search is given: these networks are all that it may ask for.</summary>
    internal SamplingContext Context(ulong seed) => new()
    {
        Space = new NasBench201Space(),
        Seed = seed,
        Excess = genotype => places.ContainsKey(genotype) ? 0 : 1,
        Metrics = Metrics,
    };

    /// <summary>Searches: after each judgement the place of what would be chosen.</summary>
    internal int[] Walk(SamplingStrategy search, TableColumn judge, int trials)
    {
        var (chosen, best) = (new int[trials], -1);
        for (var trial = 0; trial < trials; trial++)
        {
            var genotype = search.Ask();
            var place = places[genotype];
            search.Tell(genotype, new TrialOutcome { Accuracy = judge[place] });
            best = best < 0 || judge[place] > judge[best] ? place : best;
            chosen[trial] = best;
        }

        return chosen;
    }

    /// <summary>What a metric alone comes to: the network it prefers, and the best by a judge of the first ones in its order.</summary>
    internal RobotSingle Alone(string metric, TableColumn judge, int trials)
    {
        var scores = Metrics.Of([metric], networks);
        var order = Enumerable.Range(0, Count).OrderByDescending(place => scores[place][0] ?? double.NegativeInfinity).ToArray();
        var (first, walk) = (order[0], order.Take(trials).MaxBy(place => judge[place]));
        return new(metric, Test[first], Test.RankOf(first).Middle, Test[walk], Test.RankOf(walk).Middle);
    }

    /// <summary>What random search comes to, exactly.</summary>
    internal RobotSearch Random(TableColumn judge, int trials, IEnumerable<int> marks)
    {
        var (accuracy, spread) = new BestOfDraws(judge, trials).Of(Test);
        var (rank, apart) = new BestOfDraws(judge, trials).Of(place => Test.RankOf(place).Middle);
        return new(
            "random search (reckoned)",
            judge.Name,
            new ResultMean(accuracy, spread, 1),
            new ResultMean(rank, apart, 1),
            null,
            [],
            marks.ToDictionary(mark => mark, mark => new BestOfDraws(judge, mark).Of(Test).Mean));
    }
}
