using System.Collections.ObjectModel;
using Espalier.Spaces;
using Espalier.Training;

namespace Espalier.Cli.Options;

/// <summary>Sizes of runs: how long a user is willing to wait. Explicit options go before them.</summary>
internal static class Presets
{
    internal const string Default = "quick";

    internal const string Help =
        "quick (default): minutes on two cores, first order; standard: hours; paper: the published numbers of the space (of darts: 50 epochs, "
        + "batch 64, 16 channels x 8 cells; 600 epochs, batch 96, 36 channels x 20 cells), days or weeks on a processor";

    /// <summary>The settings of a preset over a space.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    internal static FlowSettings Of(string preset, string method, string data, ISearchSpace space, TrainingRecipe recipe)
    {
        var sizes = SizesOf(space, ScaleOf(preset), recipe);
        return new FlowSettings
        {
            Method = method,
            Data = data,
            Space = space.Name,
            SearchEpochs = sizes.SearchEpochs,
            Search = sizes.Search,
            SearchBatch = sizes.SearchBatch,
            SearchImages = sizes.SearchImages,
            Final = sizes.Final,
            FinalImages = sizes.FinalImages,
            StemStride = sizes.StemStride,
            Recipe = sizes.Recipe,
        };
    }

    /// <summary>What a space says of its sizes; else the usual ones.</summary>
    internal static RunSizes SizesOf(ISearchSpace space, RunScale scale, TrainingRecipe? recipe = null)
    {
        var usual = Usual(scale, recipe ?? new TrainingRecipe());
        return space is ISizedSpace sized ? sized.Sizes(scale, usual) : usual;
    }

    /// <summary>Sizes for DARTS' cells.</summary>
    private static RunSizes Usual(RunScale scale, TrainingRecipe recipe) => scale switch
    {
        RunScale.Quick => new RunSizes
        {
            SearchEpochs = 4,
            Search = new(4, 4),
            SearchBatch = 32,
            SearchImages = 1280,
            Final = new(8, 5),
            FinalImages = 6000,
            StemStride = 2,
            Recipe = recipe with { Epochs = 6, BatchSize = 64, AuxiliaryWeight = 0, Cutout = 0, DropPath = 0 },
        },
        RunScale.Standard => new RunSizes
        {
            SearchEpochs = 15,
            Search = new(8, 5),
            SearchBatch = 64,
            SearchImages = 10_000,
            Final = new(16, 8),
            Recipe = recipe with { Epochs = 30, BatchSize = 96, AuxiliaryWeight = 0, Cutout = Math.Min(8, recipe.Cutout), DropPath = Math.Min(0.1, recipe.DropPath) },
        },
        _ => new RunSizes { Recipe = recipe },
    };

    private static RunScale ScaleOf(string preset) => preset switch
    {
        "quick" => RunScale.Quick,
        "standard" => RunScale.Standard,
        "paper" => RunScale.Paper,
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
