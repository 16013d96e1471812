namespace Espalier.Estimators.Predictors.Regression;

/// <summary>Learns a number from rows of numbers.</summary>
internal interface IRegressor
{
    /// <summary>Learns, from nothing.</summary>
    /// <param name="rows">As long as each other, finite, at least one.</param>
    /// <param name="targets">One for each row.</param>
    void Fit(double[][] rows, double[] targets);

    /// <summary>What it takes rows to be, each by itself.</summary>
    Prediction[] Predict(double[][] rows);
}
