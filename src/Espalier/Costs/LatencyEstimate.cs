namespace Espalier.Costs;

/// <summary>How long something takes, with what can be said about how well that is known.</summary>
/// <remarks>
/// Runs that follow each other share what the machine was busy with, so they do not count as independent. They go in rounds of at least 10 ms;
/// the median of a round is one observation, and the interval is that of the observations' median by order statistics.
/// </remarks>
/// <param name="Median">Of the rounds' medians, in ms.</param>
/// <param name="Low">The interval's lower end, in ms.</param>
/// <param name="High">The interval's upper end, in ms.</param>
/// <param name="Coverage">The probability that the interval holds the median: 0.95 or somewhat more.</param>
/// <param name="Rounds">How many rounds were timed.</param>
/// <param name="Runs">How many runs were timed.</param>
/// <param name="Noise">Why the machine is too noisy for the number to be trusted; null where it is quiet enough.</param>
public sealed record LatencyEstimate(
    double Median, double Low, double High, double Coverage, int Rounds, int Runs, string? Noise)
{
    private const double RoundMilliseconds = 10;
    private const int LeastRuns = 3;
    private const double LongMilliseconds = 100;
    private const int MostRuns = 1000;
    private const int LeastRounds = 12;
    private const int MostRounds = 400;
    private const double LeastMilliseconds = 300;
    private const double MostMilliseconds = 2000;
    private const double Precision = 0.01;
    private const double PoorPrecision = 0.05;
    private const double PoorSpread = 1.25;
    private const double PoorDrift = 1.1;

    /// <summary>
    /// Measures: runs until two are alike, then rounds until half the interval is a hundredth of the median or less, for 0.3 to 2 s; at least
    /// twelve rounds of at least three runs (one, where it takes 0.1 s or more), however long these take.
    /// </summary>
    /// <param name="work">What is timed.</param>
    /// <param name="clock">What measures.</param>
    /// <param name="afterRound">Is called after each round, on nobody's time.</param>
    public static LatencyEstimate Of(Action work, TimeProvider clock, Action? afterRound = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(clock);
        var timing = new RepeatedTiming(work, clock);
        var once = timing.WarmUp();
        var runs = once > 0 ? (int)Math.Clamp(Math.Ceiling(RoundMilliseconds / once), once < LongMilliseconds ? LeastRuns : 1, MostRuns) : MostRuns;
        var medians = new List<double>();
        do
        {
            double[] round = [.. timing.Round(runs).Order()];
            medians.Add(OrderStatistics.Quantile(round, 0.5));
            afterRound?.Invoke();
        }
        while (medians.Count < LeastRounds
            || (medians.Count < MostRounds && timing.Spent < MostMilliseconds && !(timing.Spent >= LeastMilliseconds && IsSettled(medians))));
        return Of(medians, runs);
    }

    private static bool IsSettled(List<double> medians)
    {
        var soFar = Of(medians, 0);
        return soFar.High - soFar.Low <= 2 * Precision * soFar.Median;
    }

    private static LatencyEstimate Of(List<double> medians, int runs)
    {
        double[] sorted = [.. medians.Order()];
        var median = OrderStatistics.Quantile(sorted, 0.5);
        var (low, high, coverage) = OrderStatistics.MedianInterval(sorted);
        return new(median, low, high, coverage, sorted.Length, sorted.Length * runs, NoiseOf(medians, sorted, median, (high - low) / 2));
    }

    private static string? NoiseOf(List<double> medians, double[] sorted, double median, double half)
    {
        var spread = OrderStatistics.Quantile(sorted, 0.75) / OrderStatistics.Quantile(sorted, 0.25);
        double[] first = [.. medians.Take(medians.Count / 3).Order()];
        double[] last = [.. medians.Skip(medians.Count - (medians.Count / 3)).Order()];
        var drift = medians.Count < LeastRounds ? 1 : OrderStatistics.Quantile(last, 0.5) / OrderStatistics.Quantile(first, 0.5);
        return (half > PoorPrecision * median, spread > PoorSpread, drift is > PoorDrift or < 1 / PoorDrift) switch
        {
            (true, _, _) => FormattableString.Invariant($"the median is known to {100 * half / median:0} % only"),
            (_, true, _) => FormattableString.Invariant($"a quarter of the rounds took at least {spread:0.0} times as long as another quarter"),
            (_, _, true) => FormattableString.Invariant($"the last third of the rounds took {drift:0.00} times as long as the first"),
            _ => null,
        };
    }
}
