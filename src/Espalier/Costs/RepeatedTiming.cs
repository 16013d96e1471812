namespace Espalier.Costs;

/// <summary>Times work again and again, first until it is warm, then in rounds until somebody has seen enough.</summary>
/// <param name="work">What is timed.</param>
/// <param name="clock">What measures.</param>
internal sealed class RepeatedTiming(Action work, TimeProvider clock)
{
    private const int MostWarmUps = 5;
    private const double WarmWithin = 0.1;

    /// <summary>All times of the rounds so far, in ms.</summary>
    internal double Spent { get; private set; }

    /// <summary>Runs until two runs in a row are alike to a tenth, at most five times; gives the last one's time in ms.</summary>
    internal double WarmUp()
    {
        var last = Time();
        for (var run = 1; run < MostWarmUps; run++)
        {
            var next = Time();
            if (Math.Abs(next - last) <= WarmWithin * last)
            {
                return next;
            }

            last = next;
        }

        return last;
    }

    /// <summary>Times one round, in ms.</summary>
    internal double[] Round(int runs)
    {
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            times[run] = Time();
            Spent += times[run];
        }

        return times;
    }

    private double Time()
    {
        var began = clock.GetTimestamp();
        work();
        return clock.GetElapsedTime(began).TotalMilliseconds;
    }
}
