using Espalier.Training;

namespace Espalier.Cli.Demo;

/// <summary>The runs of the demo: three methods at the same budget, each winner trained and attacked alike.</summary>
internal static class DemoSettings
{
    /// <summary>The runs, in the order of the table.</summary>
    internal static IReadOnlyList<FlowSettings> Runs(ulong seed) =>
    [
        Shared("e2rnas", seed) with { Options = new Dictionary<string, string> { ["order"] = "first", ["architecture-rate"] = "0.01" } },
        Shared("darts", seed) with { Options = new Dictionary<string, string> { ["order"] = "first", ["architecture-rate"] = "0.01" } },
        Shared("random-search", seed) with { Options = new Dictionary<string, string> { ["trials"] = "8", ["epochs"] = "3" } },
    ];

    private static FlowSettings Shared(string method, ulong seed) => new()
    {
        Method = method,
        Data = "fashion-mnist",
        Seed = seed,
        SearchEpochs = 6,
        Search = new(4, 4),
        SearchBatch = 32,
        SearchImages = 1280,
        StemStride = 2,
        Final = new(8, 5),
        FinalImages = 6000,
        Recipe = new TrainingRecipe { Epochs = 6, BatchSize = 64, AuxiliaryWeight = 0, Cutout = 0, DropPath = 0 },
        Epsilon = 2.0 / 255,
        PgdSteps = 10,
    };
}
