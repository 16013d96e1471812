namespace Espalier.EndToEnd.Soak;

/// <summary>
/// What is run and killed: a gradient search, a sampling search, a training, each to its evaluation, with a checkpoint at every step.
/// </summary>
internal sealed class SoakJob(string name, Workspace workspace)
{
    private const string Run = "run";

    // A relative name, so that the command that is recorded is the same whatever folder it is given in.
    private static readonly string[] Common =
    [
        "--out", Run, "--stem-stride", "2", "--threads", "1", "--pgd-steps", "3", "--cutout", "3", "--recipe", "adversarial",
        "--drop-path", "0.2", "--seed", "3", "--checkpoint-every", "0",
    ];

    private static readonly Dictionary<string, string[]> Commands = new(StringComparer.Ordinal)
    {
        ["e2rnas"] =
        [
            "search", "--method", "e2rnas", "--epochs", "4", "--channels", "2", "--cells", "3", "--batch", "4", "--train-images", "48",
            "--set", "order=first", "--train-epochs", "2", "--train-batch", "8", "--train-channels", "2", "--train-cells", "3",
            "--final-images", "48",
        ],
        ["random-search"] =
        [
            "search", "--method", "random-search", "--set", "trials=5", "--set", "epochs=2", "--channels", "2", "--cells", "3", "--batch", "6",
            "--train-images", "48", "--train-epochs", "2", "--train-batch", "8", "--train-channels", "2", "--train-cells", "3",
            "--final-images", "48",
        ],
        ["train"] =
        [
            "train", "--genotype", Genotypes.DartsV2, "--epochs", "8", "--channels", "2", "--cells", "3", "--batch", "8",
        ],
    };

    /// <summary>The jobs.</summary>
    internal static IReadOnlyCollection<string> Names => Commands.Keys;

    /// <summary>The run's folder in the folder that the job is run in.</summary>
    internal static string OutputIn(string folder) => Path.Combine(folder, Run);

    /// <summary>Whether a search goes before the training.</summary>
    internal bool Searches => name != "train";

    /// <summary>What a user types in a folder: to start, or to go on where there is a run.</summary>
    internal string[] Command(string folder)
    {
        var first = Commands[name];
        return File.Exists(Path.Combine(OutputIn(folder), "run.json"))
            ? [first[0], "--resume", Run]
            : [.. first, "--data", workspace.Idx, .. Common];
    }
}
