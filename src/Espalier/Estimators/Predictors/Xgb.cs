using System.Globalization;
using Espalier.Catalog;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Estimators.Predictors;

/// <summary>XGBoost on one-hot rows: trees of a limited depth, split exactly, with its penalty on what leaves tell.</summary>
[Method(
    "xgb",
    Paper = "XGBoost: A Scalable Tree Boosting System, arXiv 1603.02754",
    Year = 2016,
    Summary = "gradient-boosted trees, depth by depth")]
public sealed class Xgb(PredictorContext context, XgbOptions options) : BoostedPredictor(context, Of(context, options))
{
    private static GradientBoosting Of(PredictorContext context, XgbOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return new(
            options.Rounds,
            new Dictionary<string, string>
            {
                ["tree_method"] = "exact",
                ["max_depth"] = options.Depth.ToString(CultureInfo.InvariantCulture),
                ["eta"] = Text(options.Rate),
                ["min_child_weight"] = Text(options.LeastLeaf),
                ["lambda"] = Text(options.Ridge),
            },
            SeededRandom.Derive(context.Seed, "xgb"));
    }
}

/// <summary>The settings of <see cref="Xgb"/>; the predictor study's, arXiv 2104.01177.</summary>
public sealed record XgbOptions : BoostedOptions
{
    /// <summary>Splits from root to leaf, at least 1. Default 6.</summary>
    public int Depth { get; init => field = OptionRange.AtLeastOne(value); } = 6;

    /// <summary>The part of a tree that is taken, above 0 and at most 1. Default 0.3.</summary>
    public double Rate { get; init => field = OptionRange.Part(value); } = 0.3;

    /// <summary>Rows in a leaf, at least 0. Default 1.</summary>
    public double LeastLeaf { get; init => field = OptionRange.NotNegative(value); } = 1;

    /// <summary>The penalty on the squares of what leaves tell, at least 0. Default 1, XGBoost's own.</summary>
    public double Ridge { get; init => field = OptionRange.NotNegative(value); } = 1;
}
