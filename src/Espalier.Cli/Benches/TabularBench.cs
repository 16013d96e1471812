using System.Diagnostics;
using System.Reflection;
using Espalier.Catalog;
using Espalier.Strategies;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>Sampling searches over a table, many runs of each.</summary>
/// <param name="subject">What is searched.</param>
/// <param name="protocol">How they are judged.</param>
/// <param name="recorded">Where runs are recorded; null: nowhere.</param>
internal sealed class TabularBench(ITabularSubject subject, TabularProtocol protocol, TabularRuns? recorded)
{
    // Few enough that an interruption loses next to nothing, and so many that the store's commits do not count.
    private const int Together = 100;

    /// <summary>The methods that may take part.</summary>
    internal static IReadOnlyCollection<CatalogEntry> MethodsOf(ITabularSubject subject) =>
        [.. MethodCatalog.Of<SamplingStrategy>().Entries.Where(entry => StrategySpaces.RunsOn(entry.Type, subject.Space.GetType()))];

    /// <summary>Each of them once, but for those of which so many runs would take hours.</summary>
    internal static IEnumerable<BenchVariant> AllOf(ITabularSubject subject) => MethodsOf(subject)
        .Where(method => method.Type.GetCustomAttribute<FitsModelAttribute>() is null)
        .Select(method => new BenchVariant(method, []));

    /// <summary>As many runs of one method, each from a seed of its own.</summary>
    /// <param name="variant">The method.</param>
    /// <param name="settings">What decides them.</param>
    /// <param name="runs">How many.</param>
    /// <param name="threads">How many at once; nothing depends on it.</param>
    /// <param name="observer">Told how many are over.</param>
    /// <param name="cancellation">Ends it between runs.</param>
    internal TabularMethod Run(
        BenchVariant variant, TabularSettings settings, int runs, int threads, Action<int> observer, CancellationToken cancellation)
    {
        var key = TabularRuns.KeyOf(settings);
        var known = recorded?.Known(key) ?? new Dictionary<int, TabularRun>();
        var all = Enumerable.Range(0, runs).Select(run => known.GetValueOrDefault(run)).ToArray();
        var over = all.Count(run => run is not null);
        foreach (var part in Enumerable.Range(0, runs).Where(run => all[run] is null).Chunk(Together))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            SharedWork.Run(() => Parallel.ForEach(part, options, run =>
            {
                all[run] = One(variant.Entry, settings, key, run);
                observer(Interlocked.Increment(ref over));
            }));
            recorded?.Add(settings, [.. part.Select(run => all[run]!)], run => SeedOf(settings, run), protocol, TimeProvider.System.GetUtcNow());
        }

        return Told(variant, settings, all!);
    }

    private TabularMethod Told(BenchVariant variant, TabularSettings settings, TabularRun[] runs) => new(
        variant.Label,
        variant.ToString(),
        settings.Options,
        protocol.Told.ToDictionary(told => told.Column.Name, told => Mean(runs, run => told.Column[run.Last.Row])),
        Mean(runs, run => protocol.Told[0].Column.RankOf(run.Last.Row).Middle),
        Mean(runs, run => run.Candidates),
        runs.Sum(run => run.Seconds))
    {
        Curve = TabularCurve.Of(runs, protocol.Told[0].Column, settings.Budget),
    };

    private static ResultMean Mean(TabularRun[] runs, Func<TabularRun, double> value) => ResultMean.Of([.. runs.Select(value)]);

    private TabularRun One(CatalogEntry method, TabularSettings settings, string key, int run)
    {
        var began = Stopwatch.GetTimestamp();
        var strategy = (SamplingStrategy)method.Create(
            new SamplingContext { Space = subject.Space, Seed = SeedOf(settings, run), Excess = protocol.Excess, Metrics = protocol.Metrics?.Value }, settings.Options);
        var outcome = new TabularSearch(protocol.Table, protocol.Schedules, protocol.Size).Run(strategy, settings.Budget);
        return outcome.Incumbents.Count > 0
            ? new TabularRun(key, run, outcome.Candidates, Stopwatch.GetElapsedTime(began).TotalSeconds, outcome.Incumbents)
            : throw new InvalidInputException("--budget", $"{settings.Budget:0.##} {subject.Unit} are not enough for a single candidate", "give more");
    }

    private static ulong SeedOf(TabularSettings settings, int run) => SeededRandom.Derive(settings.Seed, settings.Variant, run);
}
