namespace Espalier.Estimators.Predictors.Regression;

/// <summary>Natural-gradient boosting whose settings are the best of some and of draws, by <see cref="BoostingSearch"/> on what it learns from.</summary>
/// <param name="settings">The settings, where no others are better.</param>
/// <param name="draws">How many others are tried; 0: none.</param>
/// <param name="seed">What boosting, folds and draws derive from.</param>
internal sealed class SearchedBoosting(NaturalBoostingSettings settings, int draws, ulong seed) : IRegressor
{
    private NaturalBoosting? learnt;

    /// <summary>The settings that it learnt by; null before it did.</summary>
    internal NaturalBoostingSettings? Found { get; private set; }

    /// <inheritdoc/>
    public void Fit(double[][] rows, double[] targets)
    {
        Found = draws == 0 ? settings : new BoostingSearch(rows, targets, seed).Best(settings, draws);
        learnt = new NaturalBoosting(Found, seed);
        learnt.Fit(rows, targets);
    }

    /// <inheritdoc/>
    public Prediction[] Predict(double[][] rows) => (learnt ?? throw TrainingSet.Missing()).Predict(rows);
}
