using System.Collections.ObjectModel;
using Espalier.Training;

namespace Espalier.Cli.Options;

/// <summary>Sizes of runs: how long a user is willing to wait. Explicit options go before them.</summary>
internal static class Presets
{
    internal const string Default = "quick";

    internal const string Help =
        "quick (default): minutes on two cores, first order; standard: hours; paper: the published numbers (50 epochs, batch 64, "
        + "16 channels x 8 cells; 600 epochs, batch 96, 36 channels x 20 cells), days or weeks on a processor";

    /// <summary>The settings of a preset.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    internal static FlowSettings Of(string preset, string method, string data, TrainingRecipe recipe) => preset switch
    {
        "quick" => new FlowSettings
        {
            Method = method,
            Data = data,
            SearchEpochs = 4,
            Search = new(4, 4),
            SearchBatch = 32,
            SearchImages = 1280,
            Final = new(8, 5),
            FinalImages = 6000,
            StemStride = 2,
            Recipe = recipe with { Epochs = 6, BatchSize = 64, AuxiliaryWeight = 0, Cutout = 0, DropPath = 0 },
        },
        "standard" => new FlowSettings
        {
            Method = method,
            Data = data,
            SearchEpochs = 15,
            Search = new(8, 5),
            SearchBatch = 64,
            SearchImages = 10_000,
            Final = new(16, 8),
            Recipe = recipe with { Epochs = 30, BatchSize = 96, AuxiliaryWeight = 0, Cutout = 8, DropPath = 0.1 },
        },
        "paper" => new FlowSettings { Method = method, Data = data, Recipe = recipe },
        _ => throw new InvalidInputException($"--preset '{preset}'", "there is none of that name", "give one of quick, standard, paper"),
    };

    /// <summary>
    /// Options of methods that a short search needs: a published architecture rate of 3e-4 moves nothing in a few hundred steps. Only those
    /// that a method has are used.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> MethodOptions(string preset) => preset switch
    {
        "quick" => new Dictionary<string, string> { ["architecture-rate"] = "0.01", ["order"] = "first" },
        "standard" => new Dictionary<string, string> { ["architecture-rate"] = "0.003" },
        _ => ReadOnlyDictionary<string, string>.Empty,
    };
}
