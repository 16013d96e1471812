using System.Text.Json.Nodes;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>Makes the networks of a unit and attacks them: every step is a command in a process of its own, and a run in a folder.</summary>
/// <param name="root">The bench's folder.</param>
/// <param name="unit">The unit.</param>
/// <param name="settings">Sizes.</param>
/// <param name="child">Runs the steps.</param>
internal sealed class EvidenceNetworks(string root, EvidenceUnit unit, EvidenceSettings settings, EvidenceChild child)
{
    private const int CurveImages = 1000;

    // A network's training and its three evaluations.
    private const int OwnCommands = 4;
    private static readonly string[] Curve = ["1/255", "2/255", "4/255", "8/255"];
    private readonly string folder = Path.Combine(root, unit.Images, FormattableString.Invariant($"{unit.Method.Slug}-{unit.Seed}"));
    private readonly EvidenceCommands commands = new(unit, settings);
    private readonly int tests = EvidenceImages.Of(unit.Data).Test;

    private int Tests => settings.TestImages > 0 ? Math.Min(settings.TestImages, tests) : tests;

    /// <summary>A search and, by each recipe, a network of the size that all have.</summary>
    internal EvidenceFound OneSize()
    {
        var before = new List<string>();
        RunResult? searched = null;
        if (unit.Method.Search.Count > 0)
        {
            var search = new EvidenceStep(Path.Combine(folder, "search"), commands.Search, child);
            searched = search.Do();
            before.Add(search.Command);
        }

        var genotype = new DartsSpace().Parse(searched?.Genotype ?? unit.Method.Genotype!, unit.Method.Name);
        var channels = commands.ChannelsOf(genotype);
        var rows = new List<EvidenceRow>();
        double[]? latency = null;
        foreach (var recipe in settings.Recipes)
        {
            var run = Path.Combine(folder, recipe);
            var row = Trained(genotype, recipe, run, channels, before);
            var fgsm = Attack(run, EvidenceAttack.OneStep, settings.Epsilon, Tests);
            var standard = Attack(run, EvidenceAttack.Standard, settings.Epsilon, Math.Min(settings.AttackImages, tests));
            var (byStep, byAll) = (fgsm.Do(), standard.Do());
            latency ??= Latency(run);
            rows.Add(row with
            {
                Fgsm = EvidenceCount.Of(byStep.RobustAccuracy()),
                Auto = EvidenceCount.Of(byAll.RobustAccuracy()),
                Alarms = [.. byAll.Alarms.Select(alarm => alarm.Name)],
                Radii = [.. Curve.Select(radius => Radius(run, radius))],
                SearchSeconds = searched?.Search?.Seconds,
                SearchMiB = searched?.Search?.PeakRssMiB,
                Latency = latency,
                Commands = [.. row.Commands, fgsm.Command, standard.Command],
            });
        }

        return new(searched is null ? null : Told(searched), rows);
    }

    /// <summary>An architecture with the channels it was searched with, trained by the first recipe and attacked by many steps.</summary>
    /// <param name="found">What its network of the usual size came to.</param>
    internal EvidenceRow AsSearched(EvidenceRow found)
    {
        if (found.Channels == EvidenceCommands.SearchChannels)
        {
            return found with { AsSearched = true };
        }

        var genotype = new DartsSpace().Parse(found.Genotype, unit.Method.Name);
        var run = Path.Combine(folder, $"{found.Recipe}-as-searched");
        var search = found.Commands.SkipLast(OwnCommands);
        return Trained(genotype, found.Recipe, run, EvidenceCommands.SearchChannels, search) with
        {
            AsSearched = true,
            SearchSeconds = found.SearchSeconds,
            SearchMiB = found.SearchMiB,
            Latency = Latency(run),
        };
    }

    /// <summary>A network as training leaves it, and under many steps.</summary>
    private EvidenceRow Trained(Genotype genotype, string recipe, string run, int channels, IEnumerable<string> before)
    {
        var training = new EvidenceStep(run, commands.Train(genotype.Text, recipe, channels), child);
        var trained = training.Do();
        var pgd = Attack(run, EvidenceAttack.Steps, settings.Epsilon, Tests);
        var bySteps = pgd.Do();
        return new()
        {
            Data = unit.Images,
            Method = unit.Method.Name,
            Seed = unit.Seed,
            Recipe = recipe,
            Genotype = genotype.Text,
            Channels = channels,
            Params = trained.Params!.Value,
            Macs = trained.Macs!.Value,
            ParamsAsSearched = commands.CostOf(genotype, EvidenceCommands.SearchChannels).Parameters,
            Clean = EvidenceCount.Of(bySteps.CleanAccuracy()),
            Pgd = EvidenceCount.Of(bySteps.RobustAccuracy()),
            TrainSeconds = trained.Train?.Seconds,
            Commands = [.. before, training.Command, pgd.Command],
        };
    }

    private EvidenceAttack Attack(string run, string attack, string epsilon, int images) => new(run, attack, epsilon, images, settings.Threads, child);

    private EvidenceRadius Radius(string run, string epsilon)
    {
        var found = Attack(run, EvidenceAttack.Steps, epsilon, Math.Min(CurveImages, tests)).Do();
        return new(found.Request.Epsilon, EvidenceCount.Of(found.RobustAccuracy()));
    }

    /// <summary>One image in ONNX Runtime: median and interval, in ms.</summary>
    private double[] Latency(string run)
    {
        var path = Path.Combine(run, "latency.json");
        if (!File.Exists(path))
        {
            AtomicText.Write(path, child.Run(commands.Export(run)));
        }

        var first = StudyJson.Read<JsonNode>(AtomicText.Read(path), path, "delete it")["latency"]![0]!;
        return [first["milliseconds"]!.GetValue<double>(), first["interval"]![0]!.GetValue<double>(), first["interval"]![1]!.GetValue<double>()];
    }

    private EvidenceSearch Told(RunResult searched) => new(
        unit.Images,
        unit.Method.Name,
        unit.Seed,
        [.. searched.Search!.Gamma.Where(weights => weights.Length > 1).Select(weights => weights[0])],
        [.. searched.Search.Objectives.Where(values => values.ContainsKey("params")).Select(values => values["params"])]);
}
