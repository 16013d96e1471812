using Espalier.Catalog;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Estimators.Predictors;

/// <summary>A random forest on one-hot rows. The trees' standard deviation is its own.</summary>
/// <remarks>
/// Breiman, "Random Forests", 2001, with the settings of the predictor study. The trees are ours: XGBoost ends a branch where the features it
/// drew are constant, which few bits often are in a small node; there the study's trees draw on.
/// </remarks>
[Method(
    "random-forest",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "the mean of many trees that each see a part of the choices; sure with few labels")]
public sealed class RandomForest(PredictorContext context, RandomForestOptions options)
    : EncodedPredictor(context, Of(context, options))
{
    private static Forest Of(PredictorContext context, RandomForestOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return new Forest(options.Trees, ShapeOf(options), options.Bootstrap, SeededRandom.Derive(context.Seed, "random-forest"));
    }

    internal static TreeShape ShapeOf(RandomForestOptions options) => new(null, options.LeastSplit, options.LeastLeaf, options.Features);
}

/// <summary>The settings of <see cref="RandomForest"/>; the study's.</summary>
public sealed record RandomForestOptions
{
    /// <summary>How many trees, at least 1. Default 116.</summary>
    public int Trees { get; init => field = OptionRange.AtLeastOne(value); } = 116;

    /// <summary>Which part of the features a node looks at, above 0 and at most 1. Default 0.1706.</summary>
    public double Features { get; init => field = OptionRange.Part(value); } = 0.1706;

    /// <summary>Rows in a leaf, at least 1. Default 2.</summary>
    public int LeastLeaf { get; init => field = OptionRange.AtLeastOne(value); } = 2;

    /// <summary>Rows that a node needs to be split, at least 1. Default 2.</summary>
    public int LeastSplit { get; init => field = OptionRange.AtLeastOne(value); } = 2;

    /// <summary>Whether each tree learns from rows drawn with replacement. Default: no, from all.</summary>
    public bool Bootstrap { get; init; }
}
