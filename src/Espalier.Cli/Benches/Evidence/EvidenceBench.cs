using System.Globalization;
using System.Text.Json.Nodes;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>
/// E2RNAS beside its ablations, DARTS, random search and an architecture made by hand: each searched by several seeds at one budget, brought to one number of
/// parameters, trained clean and adversarially, attacked alike. Every step is a command in a process of its own.
/// </summary>
/// <param name="root">Where its runs go.</param>
/// <param name="settings">Sizes.</param>
/// <param name="methods">The methods.</param>
internal sealed class EvidenceBench(string root, EvidenceSettings settings, IReadOnlyList<EvidenceMethod> methods)
{
    /// <summary>The name of the bench, and of its files.</summary>
    internal const string Name = "e2rnas";

    private const string OneStep = "fgsm";
    private const string Steps = "pgd-20";
    private const string AllAttacks = "autoattack";
    private const int SearchChannels = 8;
    private const int FinalCells = 4;
    private const int MostChannels = 48;
    private const int UsualImages = 12_000;
    private const int CurveImages = 1000;

    // 'train' looks at some test images itself; those that count are looked at by 'evaluate'.
    private const int GlanceImages = 100;
    private static readonly string[] Curve = ["1/255", "2/255", "4/255", "8/255"];
    private readonly Dictionary<string, (ImageShape Input, int Classes, int Count, int Tests)> known = [];

    /// <summary>Does what is left of it.</summary>
    /// <param name="tell">Told of each network that begins.</param>
    /// <param name="cancellation">Asks the step under way to save its state and end.</param>
    internal (IReadOnlyList<EvidenceRow> Rows, IReadOnlyList<EvidenceSearch> Searches) Run(Action<string> tell, CancellationToken cancellation)
    {
        var (rows, searches) = (new List<EvidenceRow>(), new List<EvidenceSearch>());
        var (done, all) = (0, settings.Data.Count * settings.Seeds.Count * methods.Count);

        // Seed by seed, so that what there is after half of the time is a whole.
        foreach (var seed in settings.Seeds)
        {
            foreach (var data in settings.Data)
            {
                foreach (var method in methods)
                {
                    done++;
                    var file = new EvidenceFile(root, Short(data), method.Name, seed, Settled(data, method, seed));
                    var found = file.Find();
                    if (found is null)
                    {
                        tell(string.Create(CultureInfo.InvariantCulture, $"{done} of {all}: {method.Name}, {Short(data)}, seed {seed}"));
                        found = Networks(data, method, seed, cancellation);
                        file.Save(found);
                    }

                    rows.AddRange(found.Rows);
                    searches.AddRange(found.Search is { } search ? [search] : []);
                }
            }
        }

        return (rows, searches);
    }

    /// <summary>A data set's name without the folders it lies in.</summary>
    internal static string Short(string data) => Path.GetFileName(Path.TrimEndingDirectorySeparator(data));

    private EvidenceFound Networks(string data, EvidenceMethod method, ulong seed, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, Short(data), $"{method.Name}-{seed}");
        var commands = new List<string>();
        RunResult? searched = null;
        if (method.Search.Count > 0)
        {
            var search = new EvidenceStep(Path.Combine(folder, "search"), SearchWords(data, method, seed));
            searched = search.Do(cancellation);
            commands.Add(search.Command);
        }

        var shape = Images(data);
        var genotype = new DartsSpace().Parse(searched?.Genotype ?? method.Genotype!, method.Name);
        double[]? latency = null;
        var rows = new List<EvidenceRow>();
        foreach (var recipe in settings.Recipes)
        {
            var run = Path.Combine(folder, recipe);
            var channels = ChannelsOf(genotype, shape);
            var training = new EvidenceStep(run, TrainWords(data, genotype.Text, seed, recipe, channels));
            var trained = training.Do(cancellation);
            var tests = settings.TestImages > 0 ? Math.Min(settings.TestImages, shape.Tests) : shape.Tests;
            var (fgsm, pgd) = (Attack(run, OneStep, settings.Epsilon, tests), Attack(run, Steps, settings.Epsilon, tests));
            var standard = Attack(run, AllAttacks, settings.Epsilon, Math.Min(settings.AttackImages, shape.Tests));
            var (byStep, bySteps, byAll) = (fgsm.Do(cancellation), pgd.Do(cancellation), standard.Do(cancellation));
            latency ??= Latency(run, Math.Min(GlanceImages, shape.Tests), cancellation);
            rows.Add(new EvidenceRow
            {
                Data = Short(data),
                Method = method.Name,
                Seed = seed,
                Recipe = recipe,
                Genotype = genotype.Text,
                Channels = channels,
                Params = trained.Params!.Value,
                Macs = trained.Macs!.Value,
                ParamsAsSearched = CostOf(genotype, shape, SearchChannels).Parameters,
                Clean = EvidenceCount.Of(bySteps.CleanAccuracy()),
                Fgsm = EvidenceCount.Of(byStep.RobustAccuracy()),
                Pgd = EvidenceCount.Of(bySteps.RobustAccuracy()),
                Auto = EvidenceCount.Of(byAll.RobustAccuracy()),
                Alarms = [.. byAll.Alarms.Select(alarm => alarm.Name)],
                Radii = [.. Curve.Select(radius => Radius(run, radius, Math.Min(CurveImages, shape.Tests), cancellation))],
                SearchSeconds = searched?.Search?.Seconds,
                SearchMiB = searched?.Search?.PeakRssMiB,
                TrainSeconds = trained.Train?.Seconds,
                Latency = latency,
                Commands = [.. commands, training.Command, fgsm.Command, pgd.Command, standard.Command],
            });
        }

        return new(searched is null ? null : Told(data, method, seed, searched), rows);
    }

    /// <summary>All that decides what a method's networks come to, as words.</summary>
    private List<string> Settled(string data, EvidenceMethod method, ulong seed) =>
    [
        .. method.Search.Count > 0 ? SearchWords(data, method, seed) : [],
        .. settings.Recipes.SelectMany(recipe => TrainWords(data, method.Genotype ?? string.Empty, seed, recipe, channels: 0)),
        Text(settings.Params), settings.Epsilon, Text(settings.AttackImages),
        .. settings.TestImages > 0 ? [Text(settings.TestImages)] : Array.Empty<string>(),
    ];

    private EvidenceAttack Attack(string run, string attack, string epsilon, int images) => new(run, attack, epsilon, images, settings.Threads);

    private EvidenceRadius Radius(string run, string epsilon, int images, CancellationToken cancellation)
    {
        var found = Attack(run, Steps, epsilon, images).Do(cancellation);
        return new(found.Request.Epsilon, EvidenceCount.Of(found.RobustAccuracy()));
    }

    /// <summary>One image in ONNX Runtime: median and interval, in ms.</summary>
    private static double[] Latency(string run, int images, CancellationToken cancellation)
    {
        var path = Path.Combine(run, "latency.json");
        if (!File.Exists(path))
        {
            // The file is made for its time alone; that it computes the same is held on a few images.
            var said = ChildSearch.Run(
                ["export", "--model", run, "--gate-images", Text(images), "--accuracy-tolerance", "1", "--attack", OneStep, "--json"], cancellation);
            AtomicText.Write(path, said);
        }

        var first = StudyJson.Read<JsonNode>(AtomicText.Read(path), path, "delete it")["latency"]![0]!;
        return [first["milliseconds"]!.GetValue<double>(), first["interval"]![0]!.GetValue<double>(), first["interval"]![1]!.GetValue<double>()];
    }

    private static EvidenceSearch Told(string data, EvidenceMethod method, ulong seed, RunResult searched) => new(
        Short(data),
        method.Name,
        seed,
        [.. searched.Search!.Gamma.Where(weights => weights.Length > 1).Select(weights => weights[0])],
        [.. searched.Search.Objectives.Where(values => values.ContainsKey("params")).Select(values => values["params"])]);

    private List<string> SearchWords(string data, EvidenceMethod method, ulong seed) =>
    [
        "search", "--data", data, .. method.Search, "--seed", Text(seed), "--channels", Text(SearchChannels), "--cells", "3", "--stem-stride", "2", "--batch", Text(settings.Batch),
        "--train-images", Text(settings.SearchImages), "--train-epochs", "0",
        .. method.Samples
            ? ["--set", $"trials={Text(settings.Trials)}", "--set", "epochs=2"]
            : new[] { "--epochs", Text(settings.SearchEpochs), "--candidates", "1" },
        .. Threads,
    ];

    private List<string> TrainWords(string data, string genotype, ulong seed, string recipe, int channels) =>
    [
        "train", "--data", data, "--genotype", genotype, "--recipe", recipe, "--seed", Text(seed), "--channels", Text(channels),
        "--cells", Text(FinalCells), "--stem-stride", "2", "--batch", Text(settings.Batch), "--epochs", Text(settings.TrainEpochs),
        "--train-images", Text(settings.TrainImages ?? Math.Min(UsualImages, Images(data).Count)), "--cutout", "0", "--drop-path", "0", "--auxiliary-weight", "0",
        "--epsilon", settings.Epsilon, "--test-images", Text(Math.Min(GlanceImages, Images(data).Tests)), .. Threads,
    ];

    private string[] Threads => settings.Threads is { } count ? ["--threads", Text(count)] : [];

    /// <summary>The channels whose network is nearest to the number of parameters that all are to have.</summary>
    private int ChannelsOf(Genotype genotype, (ImageShape Input, int Classes, int Count, int Tests) images) =>
        Enumerable.Range(1, MostChannels).MinBy(channels => Math.Abs(CostOf(genotype, images, channels).Parameters - settings.Params));

    private static NetworkCost CostOf(Genotype genotype, (ImageShape Input, int Classes, int Count, int Tests) images, int channels)
    {
        var space = new DartsSpace();
        using var scope = NewDisposeScope();
        using var network = space.Build(genotype, new NetworkSettings
        {
            Channels = channels,
            Cells = FinalCells,
            Input = images.Input,
            Classes = images.Classes,
            StemStride = 2,
        });
        return NetworkCost.Of(network, [images.Input.Channels, images.Input.Height, images.Input.Width]);
    }

    private (ImageShape Input, int Classes, int Count, int Tests) Images(string data)
    {
        if (!known.TryGetValue(data, out var images))
        {
            var loaded = DataCatalog.Load(data);
            known[data] = images = (loaded.Train.Shape, loaded.Train.Classes, loaded.Train.Count, loaded.Test.Count);
        }

        return images;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
