using Espalier.Catalog;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Estimators.Predictors;

/// <summary>Natural-gradient boosting on one-hot rows: for each network a normal distribution, whose deviation says how sure it is.</summary>
[Method(
    "ngboost",
    Paper = "NGBoost: Natural Gradient Boosting for Probabilistic Prediction, arXiv 1910.03225",
    Year = 2019,
    Summary = "boosted trees for mean and deviation of a normal distribution")]
public sealed class NgBoost(PredictorContext context, NgBoostOptions options) : EncodedPredictor(context, Of(context, options))
{
    private static SearchedBoosting Of(PredictorContext context, NgBoostOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Settings, options.Draws, SeededRandom.Derive(context.Seed, "ngboost"));
    }
}

/// <summary>The settings of <see cref="NgBoost"/>; the predictor study's, arXiv 2104.01177.</summary>
public sealed record NgBoostOptions
{
    /// <summary>Pairs of trees, at least 1. Default 505.</summary>
    public int Rounds { get; init => field = OptionRange.AtLeastOne(value); } = 505;

    /// <summary>The part of a step that is taken, above 0 and at most 1. Default 0.0813.</summary>
    public double Rate { get; init => field = OptionRange.Part(value); } = 0.0813;

    /// <summary>Splits from root to leaf, at least 1. Default 6.</summary>
    public int Depth { get; init => field = OptionRange.AtLeastOne(value); } = 6;

    /// <summary>Which part of the features a node looks at, above 0 and at most 1. Default 0.792.</summary>
    public double Features { get; init => field = OptionRange.Part(value); } = 0.792;

    /// <summary>Which part of the rows a round learns from, above 0 and at most 1. Default 0.5.</summary>
    public double Rows { get; init => field = OptionRange.Part(value); } = 0.5;

    /// <summary>Rows in a leaf, at least 1. Default 1.</summary>
    public int LeastLeaf { get; init => field = OptionRange.AtLeastOne(value); } = 1;

    /// <summary>Rows that a node needs to be split, at least 1. Default 2.</summary>
    public int LeastSplit { get; init => field = OptionRange.AtLeastOne(value); } = 2;

    /// <summary>
    /// How many other settings are drawn; the best of all in a threefold cross-validation is taken, and these stand for one. At least 0. Published: 35.
    /// Default 0, since each draw takes as long as three trainings.
    /// </summary>
    public int Draws { get; init => field = OptionRange.NotNegative(value); }

    internal NaturalBoostingSettings Settings => new(Rounds, Rate, Rows, new TreeShape(Depth, LeastSplit, LeastLeaf, Features));
}
