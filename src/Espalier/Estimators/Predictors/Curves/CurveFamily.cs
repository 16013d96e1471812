namespace Espalier.Estimators.Predictors.Curves;

/// <summary>The accuracy after an epoch, under parameters.</summary>
internal delegate double CurveValue(double epoch, ReadOnlySpan<double> parameters);

/// <summary>A form that a learning curve may have: it saturates.</summary>
/// <remarks>
/// The eleven of Domhan, Springenberg and Hutter, "Speeding up Automatic Hyperparameter Optimization of Deep Neural Networks by
/// Extrapolation of Learning Curves", IJCAI 2015, table 1. Where fits begin is ours.
/// </remarks>
/// <param name="Name">Its name there.</param>
/// <param name="Value">The curve.</param>
/// <param name="Start">Parameters to begin a fit with, from the first and the last accuracy seen.</param>
internal sealed record CurveFamily(string Name, CurveValue Value, Func<double, double, double[]> Start)
{
    internal static IReadOnlyList<CurveFamily> All { get; } =
    [
        new("vapor-pressure", (t, p) => Math.Exp(p[0] + (p[1] / t) + (p[2] * Math.Log(t))), (_, last) => [Math.Log(Math.Max(last, 1e-3)), -0.5, 0.01]),
        new("pow3", (t, p) => p[0] - (p[1] * Math.Pow(t, -p[2])), (first, last) => [Above(first, last), Above(first, last) - first, 0.5]),
        new("log-log-linear", (t, p) => Math.Log((p[0] * Math.Log(t)) + p[1]), (first, last) => [(Math.Exp(last) - Math.Exp(first)) / 4, Math.Exp(first)]),
        new("hill3", (t, p) => p[0] / (1 + Math.Pow(p[1] / t, p[2])), (first, last) => [Above(first, last), 1, 0.6]),
        new("log-power", (t, p) => p[0] / (1 + Math.Pow(t / Math.Exp(p[1]), p[2])), (first, last) => [Above(first, last), 0, -0.6]),
        new("pow4", (t, p) => p[0] - Math.Pow((p[1] * t) + p[2], -p[3]), (first, last) => [Above(first, last), 1, 1, 0.6]),
        new("mmf", (t, p) => p[0] - ((p[0] - p[1]) / (1 + Math.Pow(p[2] * t, p[3]))), (first, last) => [Above(first, last), first, 0.1, 0.8]),
        new("exp4", (t, p) => p[0] - Math.Exp((-p[1] * Math.Pow(t, p[2])) + p[3]), (first, last) => [Above(first, last), 0.7, 0.4, 0]),
        new("janoschek", (t, p) => p[0] - ((p[0] - p[1]) * Math.Exp(-p[2] * Math.Pow(t, p[3]))), (first, last) => [Above(first, last), first, 0.2, 0.7]),
        new("weibull", (t, p) => p[0] - ((p[0] - p[1]) * Math.Exp(-Math.Pow(p[2] * t, p[3]))), (first, last) => [Above(first, last), first, 0.1, 0.7]),
        new("ilog2", (t, p) => p[0] - (p[1] / Math.Log(t + 1)), (first, last) => [Above(first, last), (Above(first, last) - first) * Math.Log(2)]),
    ];

    /// <summary>A curve still rises when it is broken off.</summary>
    private static double Above(double first, double last) => last + Math.Max(0.01, 0.1 * (last - first));
}
