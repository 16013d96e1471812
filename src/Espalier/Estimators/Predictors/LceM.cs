using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>LCE-m: as <see cref="Lce"/>, with a flock of walkers instead of one.</summary>
/// <param name="context">What draws derive from.</param>
/// <param name="options">Its settings.</param>
[Method(
    "lce-m",
    Paper = "Speeding up Automatic Hyperparameter Optimization of Deep Neural Networks by Extrapolation of Learning Curves, IJCAI 2015",
    Year = 2015,
    Summary = "lce with 50 walkers that step along lines to one another")]
public sealed class LceM(PredictorContext context, LceMOptions options) : Extrapolation(context, Sound(options))
{
    private protected override IReadOnlyList<double[]> Draw(CurveMixture mixture, SeededRandom random) =>
        Chains.Flock(mixture.LogPosterior, mixture.Start, options.Walkers, options.BurnIn, options.Steps - options.BurnIn, random);

    private static LceMOptions Sound(LceMOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.BurnIn < options.Steps
            ? options
            : throw new InvalidInputException(
                $"burn-in={options.BurnIn}", $"leaves no draw of {options.Steps} steps", "take a shorter one, or more steps");
    }
}

/// <summary>The settings of <see cref="LceM"/>.</summary>
public sealed record LceMOptions : ExtrapolationOptions
{
    /// <summary>Walkers, at least 2. Default 50.</summary>
    public int Walkers { get; init => field = OptionRange.AtLeast(value, 2); } = 50;

    /// <summary>Steps of each, at least 1. Default 800.</summary>
    public int Steps { get; init => field = OptionRange.AtLeastOne(value); } = 800;

    /// <summary>How many of them come before the first draw, at least 0. Default 500.</summary>
    public int BurnIn { get; init => field = OptionRange.NotNegative(value); } = 500;
}
