using System.Globalization;
using Espalier.Catalog;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// The predictor of GBDT-NAS: trees that grow leaf by leaf, always where the error falls most, up to 31 leaves.
/// </summary>
/// <remarks>
/// The paper's library is LightGBM, which neither Debian nor the package registry here has; it is XGBoost that grows the trees, by histograms and
/// leaf-wise, with LightGBM's settings. Departures: rows are drawn anew for every tree instead of for every fifth, features likewise; a leaf's
/// least number of rows is the sum of second derivatives, which is the same for the squared error.
/// </remarks>
[Method(
    "lgb",
    Paper = "Accuracy Prediction with Non-neural Model for Neural Architecture Search (GBDT-NAS), arXiv 2007.04785",
    Year = 2020,
    Summary = "gradient-boosted trees, leaf by leaf (LightGBM's settings on XGBoost)")]
public sealed class Lgb(PredictorContext context, LgbOptions options) : BoostedPredictor(context, Of(context, options))
{
    private static GradientBoosting Of(PredictorContext context, LgbOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return new(
            options.Rounds,
            new Dictionary<string, string>
            {
                ["tree_method"] = "hist",
                ["grow_policy"] = "lossguide",
                ["max_depth"] = "0",
                ["max_leaves"] = options.Leaves.ToString(CultureInfo.InvariantCulture),
                ["eta"] = Text(options.Rate),
                ["colsample_bytree"] = Text(options.Features),
                ["subsample"] = Text(options.Rows),
                ["min_child_weight"] = options.LeastLeaf.ToString(CultureInfo.InvariantCulture),
                ["lambda"] = Text(options.Ridge),
            },
            SeededRandom.Derive(context.Seed, "lgb"));
    }
}

/// <summary>The settings of <see cref="Lgb"/>; those that the predictor study (arXiv 2104.01177) has for LightGBM.</summary>
public sealed record LgbOptions : BoostedOptions
{
    /// <summary>Leaves of a tree, at least 2. Default 31.</summary>
    public int Leaves { get; init => field = OptionRange.AtLeast(value, 2); } = 31;

    /// <summary>The part of a tree that is taken, above 0 and at most 1. Default 0.05.</summary>
    public double Rate { get; init => field = OptionRange.Part(value); } = 0.05;

    /// <summary>Which part of the features a tree looks at, above 0 and at most 1. Default 0.9.</summary>
    public double Features { get; init => field = OptionRange.Part(value); } = 0.9;

    /// <summary>Which part of the rows a tree learns from, above 0 and at most 1. Default 0.8.</summary>
    public double Rows { get; init => field = OptionRange.Part(value); } = 0.8;

    /// <summary>Rows in a leaf, at least 1. Default 5.</summary>
    public int LeastLeaf { get; init => field = OptionRange.AtLeastOne(value); } = 5;

    /// <summary>The penalty on the squares of what leaves tell, at least 0. Default 0, LightGBM's own.</summary>
    public double Ridge { get; init => field = OptionRange.NotNegative(value); }
}
