namespace Benchmarks;

/// <summary>How a table says how fast a step is.</summary>
internal enum Metric
{
    /// <summary>Seconds of a step.</summary>
    Seconds,

    /// <summary>Images that steps take in per second.</summary>
    ImagesPerSecond,
}

/// <summary>What follows from the choice.</summary>
internal static class Metrics
{
    internal static string Unit(this Metric metric) => metric == Metric.Seconds ? "s" : "images/s";

    internal static string Format(this Metric metric) => metric == Metric.Seconds ? "0.000" : "0.0";

    internal static double Of(this Metric metric, double seconds, int batch) => metric == Metric.Seconds ? seconds : batch / seconds;

    /// <summary>How many times as fast as another one is, as the quotient that gives it.</summary>
    internal static string Quotient(this Metric metric, string subject, string other) =>
        metric == Metric.Seconds ? $"{other} / {subject}" : $"{subject} / {other}";
}
