using System.Globalization;
using Espalier.Catalog;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Estimators.Predictors;

/// <summary>A predictor of XGBoost's trees. Disposing it frees them at once; who does not leaves that to the garbage collector.</summary>
public abstract class BoostedPredictor : EncodedPredictor, IAttributedPredictor, IDisposable
{
    private readonly GradientBoosting boosting;

    private protected BoostedPredictor(PredictorContext context, GradientBoosting boosting)
        : base(context, boosting) => this.boosting = boosting;

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Attribute(IReadOnlyList<NetworkFacts> networks)
    {
        var rows = Rows(networks);
        return rows.Length == 0 ? [] : boosting.Contributions(rows);
    }

    /// <inheritdoc/>
    public IReadOnlyList<double[][]> Interactions(IReadOnlyList<NetworkFacts> networks)
    {
        var rows = Rows(networks);
        return rows.Length == 0 ? [] : boosting.Interactions(rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the trees.</summary>
    /// <param name="disposing">Whether it was asked for.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            boosting.Dispose();
        }
    }

    private protected static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What boosted trees have in common.</summary>
public abstract record BoostedOptions
{
    /// <summary>How many trees, at least 1. Default 500.</summary>
    public int Rounds { get; init => field = OptionRange.AtLeastOne(value); } = 500;
}
