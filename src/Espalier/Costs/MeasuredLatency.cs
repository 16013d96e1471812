namespace Espalier.Costs;

/// <summary>How long a network takes for one sample, measured: forward in evaluation mode, with nothing recorded.</summary>
/// <remarks>
/// It holds for this machine as busy as it is now, and for the number of threads that is set. The next measurement of the same network
/// gives another number; the quartiles tell how far the runs of this one lie apart. Slow spells that are short leave the median alone.
/// </remarks>
/// <param name="Median">Of the runs, in ms.</param>
/// <param name="LowerQuartile">A quarter of the runs took at most this, in ms.</param>
/// <param name="UpperQuartile">A quarter of the runs took at least this, in ms.</param>
/// <param name="Runs">How many runs were timed.</param>
public sealed record MeasuredLatency(double Median, double LowerQuartile, double UpperQuartile, int Runs)
{
    private const int Round = 10;
    private const int MostRuns = 1000;
    private const double LeastMilliseconds = 100;
    private const double MostMilliseconds = 300;
    private const double Precision = 0.01;

    // The standard error of a normal sample's median is 1.253 deviations, and a deviation 0.741 of the distance of the quartiles.
    private const double MedianError = 1.253 * 0.741;

    /// <summary>
    /// Measures: a few runs until two of them are alike, then rounds of ten until the median is known to a hundredth, for 0.1 to 0.3 s;
    /// one round where that takes longer.
    /// </summary>
    /// <param name="network">Any network; the mode of each of its parts is put back as it was.</param>
    /// <param name="input">Channels, height and width of one sample.</param>
    /// <param name="clock">What measures.</param>
    public static MeasuredLatency Of(Module<Tensor, Tensor> network, ReadOnlySpan<long> input, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clock);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var sample = Sample(input);
        var before = network.modules().Select(part => (Part: part, part.training)).ToArray();
        try
        {
            network.eval();
            return Of(Times(new RepeatedTiming(Run, clock)));
        }
        finally
        {
            // Outermost first: a part's own mode then has the last word over that of the whole.
            Array.ForEach(before, part => part.Part.train(part.training));
        }

        void Run()
        {
            using var inner = NewDisposeScope();
            network.call(sample);
        }
    }

    /// <summary>Grey pixels that lie channels-last, as those of a batch do: operators take other paths for other layouts.</summary>
    private static Tensor Sample(ReadOnlySpan<long> input)
    {
        const float Grey = 0.5f;
        return input is [var channels, var height, var width]
            ? full([1, height, width, channels], Grey).permute(0, 3, 1, 2)
            : full([1, .. input], Grey);
    }

    private static List<double> Times(RepeatedTiming timing)
    {
        var times = new List<double>();
        timing.WarmUp();
        do
        {
            times.AddRange(timing.Round(Round));
        }
        while (times.Count < MostRuns && timing.Spent < MostMilliseconds && !(timing.Spent >= LeastMilliseconds && IsSettled(Of(times))));
        return times;
    }

    private static bool IsSettled(MeasuredLatency soFar) =>
        MedianError * (soFar.UpperQuartile - soFar.LowerQuartile) / Math.Sqrt(soFar.Runs) <= Precision * soFar.Median;

    private static MeasuredLatency Of(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return new(
            OrderStatistics.Quantile(sorted, 0.5),
            OrderStatistics.Quantile(sorted, 0.25),
            OrderStatistics.Quantile(sorted, 0.75),
            sorted.Length);
    }
}
