using System.Text.Json;
using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Costs.Devices;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>
/// Latency on devices of which ten networks were measured: predictors learnt from known devices, and what must be beaten. A run that is
/// finished is a file of its own, which the next command takes as it is.
/// </summary>
/// <param name="folder">Where runs go.</param>
/// <param name="latency">The table of latencies.</param>
/// <param name="sizes">The table with the cells' parameters.</param>
/// <param name="space">Their space.</param>
/// <param name="known">The devices to learn from.</param>
/// <param name="unseen">Those to be predicted.</param>
internal sealed class LatencyBench(
    BenchFolder folder,
    NasBench201LatencyTable latency,
    NasBench201Table sizes,
    ICellSpace space,
    IReadOnlyList<string> known,
    IReadOnlyList<string> unseen)
{
    /// <summary>The name of the bench, and of its files.</summary>
    internal const string Name = "latency";

    private readonly HelpProtocol protocol = new(latency, space);

    /// <summary>The predictors that may take part.</summary>
    internal static IReadOnlyCollection<CatalogEntry> Methods => MethodCatalog.Of<ILatencyPredictor>().Entries;

    /// <summary>Whether seeds change what a predictor says.</summary>
    internal static bool IsDrawn(CatalogEntry method) => !method.Type.IsAssignableTo(typeof(KnownDevices));

    /// <summary>How far sums over edges agree with the table, device by device.</summary>
    internal IReadOnlyList<LatencyModelFit> Models() =>
    [
        .. latency.Devices.Select(device =>
        {
            var (explained, spearman) = new DeviceLatency(latency, space, device).Agreement();
            return new LatencyModelFit(device, explained, spearman);
        }),
    ];

    /// <summary>What is predicted without known devices.</summary>
    internal IEnumerable<LatencyMethod> References()
    {
        var parameters = sizes.Parameters(NasBench201Data.Cifar10);
        var rows = Enumerable.Range(0, latency.Count).Select(row => sizes.IndexOf(latency.GenotypeOf(row))).ToArray();
        yield return Plain("parameters alone", "nothing", (_, cells) => [.. cells.Select(cell => parameters[rows[cell]])]);
        yield return Plain("MACs alone, as NASLib counts", "nothing", (_, cells) => [.. cells.Select(cell => sizes.Flops[rows[cell]])]);
        yield return Additive("sum over edges, fitted to 10 cells", "10 times", HelpProtocol.References);
        yield return Additive("sum over edges, fitted to 900 cells", "900 times", HelpProtocol.Pool);
    }

    /// <summary>A predictor's run with a seed.</summary>
    /// <param name="variant">The predictor.</param>
    /// <param name="options">What is set.</param>
    /// <param name="seed">What it derives its draws from.</param>
    /// <param name="progress">Told how many of how many steps are done.</param>
    /// <param name="cancellation">Ends it; nothing is kept then.</param>
    internal LatencyRun Run(
        BenchVariant variant, IReadOnlyDictionary<string, string> options, ulong seed, Action<int, int> progress, CancellationToken cancellation)
    {
        if (Kept(variant, options, seed) is { } kept)
        {
            return kept;
        }

        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        using var predictor = (ILatencyPredictor)variant.Entry.Create(new LatencyContext(seed), options);
        predictor.Learn(protocol.Records(known), progress, cancellation);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        var made = new LatencyRun(Settings(variant, options, seed), seconds, [.. unseen.Select(device =>
        {
            cancellation.ThrowIfCancellationRequested();
            var score = Score(device, predictor.Predict(protocol.Measured(device), HelpProtocol.Queries));
            return predictor is Help help && unseen.Count > 1
                ? score with { Description = Description(help, device) }
                : score;
        })]);
        folder.Save(NameOf(variant, seed), JsonSerializer.Serialize(made, StudyJson.Document) + "\n");
        return made;
    }

    /// <summary>A run that is in the folder already; null: it is not.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or of other settings.</exception>
    internal LatencyRun? Kept(BenchVariant variant, IReadOnlyDictionary<string, string> options, ulong seed)
    {
        var (name, settings) = (NameOf(variant, seed), Settings(variant, options, seed));
        if (folder.Text(name) is not { } text)
        {
            return null;
        }

        var run = StudyJson.Read<LatencyRun>(text, name, "remove it, and it is made anew");
        return run.Settings == settings
            ? run
            : throw new InvalidInputException(
                name, $"holds a run with other settings ({run.Settings}, not {settings})", "give those, or another --out, or remove that file");
    }

    private static string NameOf(BenchVariant variant, ulong seed) => $"{variant.Slug}-{seed}.json";

    private LatencyDescription Description(Help help, string device)
    {
        var own = protocol.Measured(device);
        var other = unseen.Where(another => another != device).MaxBy(another => Distance(Shares(own), Shares(protocol.Measured(another))))!;
        var others = protocol.Measured(other);
        return new(other, Middle(others, null), Middle(own, 0), Middle(others, 0));

        double Middle(double[] described, int? steps) => Score(device, help.Predict(own, described, HelpProtocol.Queries, steps)).Middle;

        static double[] Shares(double[] times) => Array.ConvertAll(times, time => (time - times.Min()) / (times.Max() - times.Min()));

        static double Distance(double[] one, double[] another) => one.Zip(another, (here, there) => (here - there) * (here - there)).Sum();
    }

    private string Settings(BenchVariant variant, IReadOnlyDictionary<string, string> options, ulong seed) =>
        $"{variant}, {string.Join(' ', options.Select(option => $"{option.Key}={option.Value}"))}, seed {seed}, known {string.Join(' ', known)}, "
        + $"unseen {string.Join(' ', unseen)}";

    private LatencyMethod Additive(string name, string uses, IReadOnlyList<int> measured) => Plain(name, uses, (device, cells) =>
    {
        var cost = AdditiveCost.Fit(space.Choices, [.. measured.Select(cell => latency.Chosen[cell])], protocol.At(device, measured));
        return [.. cells.Select(cell => cost.Of(latency.Chosen[cell]))];
    });

    private LatencyMethod Plain(string name, string uses, Func<string, IReadOnlyList<int>, IReadOnlyList<double>> predict) =>
        new(name, uses, [new LatencyRun(string.Empty, 0, [.. unseen.Select(device => Score(device, predict(device, HelpProtocol.Queries)))])]);

    private LatencyScore Score(string device, IReadOnlyList<double> predicted)
    {
        var of = HelpProtocol.Queries.Zip(predicted).ToDictionary(pair => pair.First, pair => pair.Second);
        return new(device, Spearman(protocol.Middle(device)), Spearman(HelpProtocol.Queries));

        double Spearman(IReadOnlyList<int> cells) => RankCorrelation.Spearman(protocol.At(device, cells), [.. cells.Select(cell => of[cell])]);
    }
}
