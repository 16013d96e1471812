using Espalier.Objectives;
using Espalier.Training;

namespace Espalier.Cli.Demo;

/// <summary>
/// The runs of the demo: three methods at the same budget, each winner trained and attacked alike. The budget is counted in passes
/// forward and backward: E2RNAS in first order takes 3 a step (architecture, adversarial images, weights) for 6 epochs, DARTS in first
/// order 2 for 9; random search trains as many candidates as take about the same time.
/// </summary>
internal static class DemoSettings
{
    /// <summary>The runs, in the order of the table.</summary>
    internal static IReadOnlyList<FlowSettings> Runs(ulong seed) =>
    [
        Shared("e2rnas", seed, epochs: 6) with { Options = new Dictionary<string, string>(FirstOrder) { ["bound"] = "floor" } },
        Shared("darts", seed, epochs: 9) with { Options = FirstOrder },
        Shared("random-search", seed, epochs: 1) with { Options = new Dictionary<string, string> { ["trials"] = "32", ["epochs"] = "3" } },
    ];

    /// <summary>The published rate of 3e-4 moves nothing in 50 steps.</summary>
    private static IReadOnlyDictionary<string, string> FirstOrder =>
        new Dictionary<string, string> { ["order"] = "first", ["architecture-rate"] = "0.02" };

    private static FlowSettings Shared(string method, ulong seed, int epochs) => new()
    {
        Method = method,
        Data = "fashion-mnist",
        Seed = seed,
        SearchEpochs = epochs,
        Search = new(8, 3),
        SearchBatch = 64,
        SearchImages = 1024,
        StemStride = 2,
        Limits = new NetworkLimits { MinParams = 30_000, MaxParams = 40_000 },
        Final = new(8, 4),
        FinalImages = 12_000,
        TestImages = 2_000,
        Recipe = new TrainingRecipe
        {
            Epochs = 5,
            BatchSize = 64,
            LearningRate = 0.05,
            AuxiliaryWeight = 0,
            Cutout = 0,
            CropPadding = 0,
            DropPath = 0,
        },
        Epsilon = 2.0 / 255,
        PgdSteps = 10,
    };
}
