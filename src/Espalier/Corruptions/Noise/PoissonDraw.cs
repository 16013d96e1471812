namespace Espalier.Corruptions.Noise;

/// <summary>Draws of the Poisson distribution.</summary>
internal static class PoissonDraw
{
    private const double FewEvents = 10;
    private const int Tabled = 16;
    private static readonly double[] LogFactorials = Factorials();

    /// <summary>How many events come where <paramref name="mean"/> are expected.</summary>
    /// <param name="mean">At least 0.</param>
    /// <param name="random">Where the draws come from.</param>
    internal static long Of(double mean, SeededRandom random) => mean < FewEvents ? Counted(mean, random) : Rejected(mean, random);

    /// <summary>The logarithm of n!, by Stirling's series from where its next term is below 1e-12.</summary>
    /// <param name="n">At least 0.</param>
    internal static double LogFactorial(long n)
    {
        if (n < Tabled)
        {
            return LogFactorials[n];
        }

        var x = n + 1.0;
        var inverse = 1 / (x * x);
        var series = (1.0 / 12) - (inverse * ((1.0 / 360) - (inverse * ((1.0 / 1260) - (inverse * (1.0 / 1680))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x);
    }

    /// <summary>Waits for events one after the other until the time is over.</summary>
    private static long Counted(double mean, SeededRandom random)
    {
        var (events, left) = (-1L, Math.Exp(-mean));
        for (var product = 1.0; product > left; events++)
        {
            product *= 1 - random.NextDouble();
        }

        return Math.Max(0, events);
    }

    /// <summary>W. Hörmann, "The transformed rejection method for generating Poisson random variables", 1993, algorithm PTRS.</summary>
    private static long Rejected(double mean, SeededRandom random)
    {
        var width = 0.931 + (2.53 * Math.Sqrt(mean));
        var slope = (0.02483 * width) - 0.059;
        var inverseAlpha = 1.1239 + (1.1328 / (width - 3.4));
        var surelyInside = 0.9277 - (3.6224 / (width - 2));
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = 1 - random.NextDouble();
            var distance = 0.5 - Math.Abs(u);
            var events = (long)Math.Floor((((2 * slope / distance) + width) * u) + mean + 0.43);
            if (distance >= 0.07 && v <= surelyInside)
            {
                return events;
            }

            if (events < 0 || (distance < 0.013 && v > distance))
            {
                continue;
            }

            if (Math.Log(v * inverseAlpha / ((slope / (distance * distance)) + width)) <= (events * Math.Log(mean)) - mean - LogFactorial(events))
            {
                return events;
            }
        }
    }

    private static double[] Factorials()
    {
        var logs = new double[Tabled];
        for (var n = 2; n < Tabled; n++)
        {
            logs[n] = logs[n - 1] + Math.Log(n);
        }

        return logs;
    }
}
