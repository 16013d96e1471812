using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Surrogate;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>
/// RoBoT on NAS-Bench-201: among the cells that scores are stored of, as the paper measures it, and among all cells with the metrics that are known of all.
/// </summary>
/// <param name="table">The cells' accuracies.</param>
/// <param name="scores">Stored scores of some of them.</param>
/// <param name="dataSets">Whose accuracies are sought.</param>
/// <param name="trials">How many cells a search may have judged.</param>
/// <param name="runs">How often each search that draws is run.</param>
/// <param name="seed">What the runs' seeds derive from.</param>
internal sealed class RobotBench(NasBench201Table table, SuiteZeroTable scores, NasBench201Data[] dataSets, int trials, int runs, ulong seed)
{
    internal const string Name = "robot";

    // What costs next to nothing is run more often, for a mean that can be trusted.
    private const int CheapRuns = 20;
    private static readonly int[] Later = [50, 100];

    private int[] Marks => [.. new[] { 1, 5, 10, 15, trials }.Where(mark => mark <= trials).Distinct()];

    /// <summary>How many parts there are.</summary>
    internal int Parts => 2 * dataSets.Length;

    /// <summary>All tables.</summary>
    /// <param name="observer">Told of each that begins.</param>
    /// <param name="cancellation">Ends it between runs.</param>
    internal IEnumerable<RobotData> Run(Action<string> observer, CancellationToken cancellation)
    {
        foreach (var data in dataSets)
        {
            observer($"{data}, stored scores");
            yield return Among(
                new RobotPool(table, StoredMetrics.Of(scores, data, new NasBench201Space()), data), data, "cells with stored scores", cancellation);
        }

        foreach (var data in dataSets)
        {
            observer($"{data}, all cells");
            yield return Among(new RobotPool(table, StoredMetrics.Of(table, data), data), data, "all cells", cancellation);
        }
    }

    private RobotData Among(RobotPool pool, NasBench201Data data, string what, CancellationToken cancellation)
    {
        var common = pool.Of(table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12));
        var own = pool.Of(table.Accuracy(data, TableSplit.Validation, 12));
        TableColumn[] judges = data == NasBench201Data.Cifar10 ? [common] : [common, own];
        var found = new List<RobotSearch>();
        foreach (var judge in judges)
        {
            found.Add(Robots("RoBoT, min-max", judge, new RobotOptions { Trials = trials }));
            found.Add(Robots("RoBoT, ranks", judge, new RobotOptions { Trials = trials, Scale = MetricScale.Rank }));
            if (pool.Metrics.Names.Count > 6)
            {
                found.Add(Robots($"RoBoT, ranks, all {pool.Metrics.Names.Count} metrics", judge, new RobotOptions { Trials = trials, Scale = MetricScale.Rank, Metrics = "all" }));
            }

            found.Add(Evolution(judge));
            found.Add(pool.Random(judge, trials, [.. Marks, .. Later.Where(mark => mark > trials)]));
        }

        IReadOnlyList<string> metrics = new RobotOptions().Choose(pool.Metrics.Names);
        return new(
            data.ToString(), what, pool.Count, pool.Test[pool.Test.Best], metrics, found, [.. pool.Metrics.Names.Select(name => pool.Alone(name, common, trials))]);

        RobotSearch Robots(string name, TableColumn judge, RobotOptions options)
        {
            var explored = new List<double>();
            var walks = Enumerable.Range(0, runs).Select(run =>
            {
                cancellation.ThrowIfCancellationRequested();
                var robot = new Robot(pool.Context(SeededRandom.Derive(seed, name, run)), options);
                var walk = pool.Walk(robot, judge, trials);
                explored.Add(robot.Explored);
                return walk;
            }).ToArray();
            return Told(name, judge, walks, explored, Marks);
        }

        RobotSearch Evolution(TableColumn judge)
        {
            const string name = "regularised evolution";
            var most = Math.Min(Math.Max(trials, Later[^1]), pool.Count);
            var walks = Enumerable.Range(0, runs * CheapRuns).Select(run =>
            {
                cancellation.ThrowIfCancellationRequested();
                var evolution = new RegularizedEvolution(
                    pool.Context(SeededRandom.Derive(seed, name, run)), new RegularizedEvolutionOptions { Distinct = Distinctness.Genotype });
                return pool.Walk(evolution, judge, most);
            }).ToArray();
            return Told(name, judge, walks, null, [.. Marks, .. Later.Where(mark => mark > trials && mark <= most)]);
        }

        RobotSearch Told(string name, TableColumn judge, int[][] walks, List<double>? explored, int[] marks)
        {
            int[] chosen = [.. walks.Select(walk => walk[trials - 1])];
            return new(
                name,
                judge.Name,
                ResultMean.Of([.. chosen.Select(place => pool.Test[place])]),
                ResultMean.Of([.. chosen.Select(place => pool.Test.RankOf(place).Middle)]),
                explored is null ? null : ResultMean.Of(explored),
                [.. chosen.Select(place => pool.Test[place])],
                marks.ToDictionary(mark => mark, mark => walks.Average(walk => pool.Test[walk[mark - 1]])));
        }
    }
}
