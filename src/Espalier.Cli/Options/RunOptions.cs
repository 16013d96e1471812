using System.CommandLine;
using System.CommandLine.Parsing;
using Espalier.Attacks;
using Espalier.Cli.Output;
using Espalier.Cli.Studies;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Studies;
using Espalier.Studies.Store;
using Espalier.Training;

namespace Espalier.Cli.Options;

/// <summary>What <c>search</c> and <c>train</c> have in common: data, size of the run, training, evaluation, where it goes.</summary>
internal sealed class RunOptions
{
    internal const string UsualSpace = "darts";
    private const string UsualRecipe = "standard";

    private readonly Option<string?> data = Given.Text(
        "--data", "D", "a name such as fashion-mnist, a folder of class folders with images, a table.csv (see './espalier list data')");

    private readonly DataChoices reading = new();

    private readonly Option<string?> space = Given.Text("--space", "S", $"the search space (default {UsualSpace}, or that of a given genotype)");
    private readonly Option<string?> preset = Given.Text("--preset", "NAME", Presets.Help);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<string?> recipe = Given.Text(
        "--recipe", "R", $"how the final network is trained: {string.Join(", ", RecipeCatalog.Names)} (default {UsualRecipe}; docs/training.md)");

    private readonly Option<KeptEpoch?> keep = Given.Choice<KeptEpoch>(
        "--keep",
        "the weights of the last epoch, or of the one that did best under PGD-10 on training images held out (default: the recipe's)");

    private readonly Option<double?> tradesBeta = Given.Number(
        "--trades-beta", "with --recipe trades, the weight of its robust term (default 6): more robust, less accurate", 0, 1_000);

    private readonly Option<int?> replicates = Given.Whole(
        "--replicates", "how many times each network is trained, with other seeds (default 1); told as mean and deviation", 1, 1000);

    private readonly Option<int?> cutout = Given.Whole("--cutout", "side of the blanked square in pixels, 0 = none", 0, 256);
    private readonly Option<double?> dropPath = Given.Number("--drop-path", "chance to drop a path that the training rises to", 0, 0.95);
    private readonly Option<double?> auxiliary = Given.Number(
        "--auxiliary-weight", "weight of the auxiliary head's loss, 0 = no head", 0, 10);

    private readonly Option<int?> stemStride = Given.Whole(
        "--stem-stride", "stride of the first convolution, 1 or 2 (2 quarters the work)", 1, 2);

    private readonly Option<double?> epsilon = Given.Epsilon("radius of adversarial images in pixel units (default 2/255)");
    private readonly Option<int?> pgdSteps = Given.Whole("--pgd-steps", "steps of the PGD attack at the end (default 10)", 1, 10_000);
    private readonly Option<int?> testImages = Given.Whole("--test-images", "test images of the evaluation, 0 = all", 0);
    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator; results depend on it bit for bit", 1);
    private readonly Option<KernelPath?> kernels = Given.Choice<KernelPath>(
        "--kernels", "who computes: our fused kernels (default), or libtorch alone");

    private readonly Option<MemoryUse?> memory = Given.Choice<MemoryUse>(
        "--memory", "low keeps less of a search step and computes it again: the same numbers, later (default balanced)");

    private readonly Option<string?> device = Given.Text("--device", "cpu", "where to compute; cpu is what there is");
    private readonly Option<string?> output = Given.Text("--out", "DIR", "the run's folder (default runs/METHOD-DATA-SEED)");
    private readonly Option<string?> store = StudyPlace.Option("where the run is recorded (default: study.db in its folder)");

    private readonly Option<double?> checkpointEvery = Given.Number(
        "--checkpoint-every",
        $"seconds between checkpoints within an epoch, 0 = after every step (default {CheckpointPace.Default.TotalSeconds:0})",
        0,
        FlowSettings.MostCheckpointSeconds);

    private readonly Option<string?> resume = Given.Text(
        "--resume", "DIR", "go on with an interrupted run; its settings are in the folder");

    internal Option<bool> Json { get; } = Given.Flag("--json", "print the result as one JSON document and nothing else on standard output");

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            data, space, preset, seed, recipe, keep, tradesBeta, replicates, cutout, dropPath, auxiliary, stemStride, epsilon, pgdSteps, testImages, threads, kernels,
            memory, device, output, store, checkpointEvery, resume, Json,
        })
        {
            command.Add(option);
        }

        reading.AddTo(command);
    }

    /// <summary>The name of the space that was asked for; null where none was.</summary>
    internal string? GivenSpace(ParseResult parsed) => parsed.GetValue(space);

    /// <summary>The space that was asked for, or the usual one.</summary>
    internal ISearchSpace Space(ParseResult parsed) => Flow.SpaceOf(GivenSpace(parsed) ?? UsualSpace);

    /// <summary>The preset's name.</summary>
    internal string Preset(ParseResult parsed) => parsed.GetValue(preset) ?? Presets.Default;

    /// <summary>The preset's settings with the options given over them, and what is known of the data's size.</summary>
    /// <param name="parsed">What was given.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="owner">The space.</param>
    /// <param name="beforeData">Looks at the preset's settings before data is read, which may take long.</param>
    /// <exception cref="InvalidInputException">Data is missing or broken, or a name is unknown.</exception>
    internal (FlowSettings Settings, ImageCounts Images) Settings(
        ParseResult parsed, string method, ISearchSpace owner, Action<FlowSettings>? beforeData = null)
    {
        RequireProcessor(parsed.GetValue(device));
        var name = parsed.GetValue(data)
            ?? throw new InvalidInputException("--data", "is missing", "name a dataset, for example --data fashion-mnist");
        var settings = Presets.Of(Preset(parsed), method, name, owner, Recipe(parsed));
        beforeData?.Invoke(settings);
        var options = reading.Options(parsed);
        var images = new ImageCounts(DataReading.Load(name, options));
        var radius = parsed.GetValue(epsilon) ?? AttackSettings.DefaultEpsilon;
        settings = settings with
        {
            DataOptions = options,
            Seed = parsed.GetValue(seed) ?? 1,
            StemStride = parsed.GetValue(stemStride) ?? settings.StemStride,
            Epsilon = radius,
            PgdSteps = parsed.GetValue(pgdSteps) ?? settings.PgdSteps,
            Replicates = parsed.GetValue(replicates) ?? settings.Replicates,
            TestImages = images.Test("--test-images", parsed.GetValue(testImages), settings.TestImages),
            Threads = parsed.GetValue(threads) ?? settings.Threads,
            Kernels = parsed.GetValue(kernels) ?? settings.Kernels,
            Memory = parsed.GetValue(memory) ?? settings.Memory,
            CheckpointSeconds = parsed.GetValue(checkpointEvery) ?? settings.CheckpointSeconds,
            Recipe = settings.Recipe with
            {
                Epsilon = radius,
                Cutout = parsed.GetValue(cutout) ?? settings.Recipe.Cutout,
                DropPath = parsed.GetValue(dropPath) ?? settings.Recipe.DropPath,
                AuxiliaryWeight = parsed.GetValue(auxiliary) ?? settings.Recipe.AuxiliaryWeight,
            },
            Command = CommandText.Of(parsed),
        };
        return (settings, images);
    }

    /// <summary>The recipe that was asked for, with the options that are the adversarial recipes' alone.</summary>
    private TrainingRecipe Recipe(ParseResult parsed)
    {
        var named = parsed.GetValue(recipe) ?? UsualRecipe;
        var created = RecipeCatalog.Create(named);
        return parsed.GetValue(tradesBeta) is null || created.CreatePerturbation().ComparesWithClean
            ? created with { Keep = parsed.GetValue(keep) ?? created.Keep, TradesBeta = parsed.GetValue(tradesBeta) ?? created.TradesBeta }
            : throw new InvalidInputException("--trades-beta", $"recipe '{named}' has no such term", "leave it out, or give --recipe trades");
    }

    /// <summary>The folder to resume, or null.</summary>
    /// <exception cref="InvalidInputException">Other options are given with it, which the stored settings would silently undo.</exception>
    internal string? Resume(ParseResult parsed)
    {
        if (parsed.GetValue(resume) is not { } folder)
        {
            return null;
        }

        var others = parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(result => !result.Implicit && result.Option != resume && result.Option != Json)
            .Select(result => result.Option.Name)
            .ToArray();
        return others.Length == 0
            ? folder
            : throw new InvalidInputException(
                string.Join(", ", others),
                "cannot be given with --resume: a run goes on with the settings it was started with",
                "leave it out");
    }

    /// <summary>Where the run is recorded; null: in its folder.</summary>
    /// <exception cref="InvalidInputException">It is no address of a store.</exception>
    internal StoreAddress? Store(ParseResult parsed) => StudyPlace.Read(parsed, store);

    /// <summary>Where the run goes.</summary>
    internal string Folder(ParseResult parsed, FlowSettings settings) =>
        parsed.GetValue(output) ?? Path.Combine("runs", $"{settings.Method}-{FileName(settings.Data)}-{settings.Seed}");

    private static void RequireProcessor(string? device)
    {
        if (device is not (null or "cpu"))
        {
            throw new InvalidInputException($"--device '{device}'", "is not supported yet", "leave it out, or give cpu");
        }
    }

    /// <summary>A dataset's name as a part of a folder's name.</summary>
    private static string FileName(string data)
    {
        const int Longest = 40;
        var last = data.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? string.Empty;
        var plain = string.Concat(last.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' ? sign : '-')).Trim('-', '.');
        return plain.Length == 0 ? "data" : plain[..Math.Min(plain.Length, Longest)];
    }
}
