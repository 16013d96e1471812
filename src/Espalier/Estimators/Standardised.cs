namespace Espalier.Estimators;

/// <summary>Values less their mean over their deviation, and back.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation of these very values; 1 where they are all the same.</param>
internal readonly record struct Standardised(double Mean, double Deviation)
{
    /// <summary>How values are standardised.</summary>
    internal static Standardised Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new(mean, deviation > 0 ? deviation : 1);
    }

    internal double[] Apply(IReadOnlyList<double> values)
    {
        var (mean, deviation) = this;
        return [.. values.Select(value => (value - mean) / deviation)];
    }

    /// <summary>A mean and a variance in the values' own unit.</summary>
    internal Prediction Back(double mean, double variance) => new(Mean + (mean * Deviation), Math.Sqrt(Math.Max(0, variance)) * Deviation);
}
