namespace Espalier.Costs;

/// <summary>How long a step takes, from a few warm ones: what a prediction is made of.</summary>
/// <param name="Median">Of the steps, in ms.</param>
/// <param name="Low">One step in ten took at most this, in ms.</param>
/// <param name="High">One step in ten took at least this, in ms.</param>
/// <param name="Steps">How many steps it is from.</param>
/// <param name="Noise">Why the machine was too noisy for the times to be trusted; null where it was quiet enough.</param>
public sealed record StepTimes(double Median, double Low, double High, int Steps, string? Noise)
{
    private const double PoorSpread = 1.5;
    private const double Tail = 0.1;
    private const int LeastForHalf = 4;

    /// <summary>Sums up times; of four or more, the first half is left out, in which code is still compiled and memory still asked for.</summary>
    /// <param name="milliseconds">At least one, in the order in which they were taken.</param>
    /// <param name="bystanders">Who else was seen running meanwhile.</param>
    internal static StepTimes Of(IReadOnlyList<double> milliseconds, Bystanders? bystanders = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(milliseconds.Count, nameof(milliseconds));
        double[] sorted = [.. milliseconds.Skip(milliseconds.Count < LeastForHalf ? 0 : milliseconds.Count / 2).Order()];
        return new(
            OrderStatistics.Quantile(sorted, 0.5),
            OrderStatistics.Quantile(sorted, Tail),
            OrderStatistics.Quantile(sorted, 1 - Tail),
            sorted.Length,
            bystanders?.Noise ?? NoiseOf(sorted));
    }

    /// <summary>One time for the steps of several networks, any of which may be the one: the middle one's median, and all their spreads.</summary>
    /// <param name="networks">At least one.</param>
    internal static StepTimes OfAnyOf(IReadOnlyList<StepTimes> networks) => new(
        OrderStatistics.Quantile([.. networks.Select(network => network.Median).Order()], 0.5),
        networks.Min(network => network.Low),
        networks.Max(network => network.High),
        networks.Sum(network => network.Steps),
        networks.Select(network => network.Noise).FirstOrDefault(noise => noise is not null));

    private static string? NoiseOf(ReadOnlySpan<double> sorted)
    {
        var spread = OrderStatistics.Quantile(sorted, 0.75) / OrderStatistics.Quantile(sorted, 0.25);
        return spread > PoorSpread
            ? FormattableString.Invariant($"a quarter of the steps took at least {spread:0.0} times as long as another quarter")
            : null;
    }
}
