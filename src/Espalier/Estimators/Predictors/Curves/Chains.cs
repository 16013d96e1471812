namespace Espalier.Estimators.Predictors.Curves;

/// <summary>Draws from a distribution that is known up to a factor (Markov chain Monte Carlo).</summary>
internal static class Chains
{
    private const double Nearby = 1e-3;
    private const double Aim = 0.234;
    private const double Stretch = 2;

    /// <summary>
    /// One walker with normal steps whose size is tuned to accept 23 % until the draws begin (Metropolis; Roberts, Gelman and Gilks 1997).
    /// </summary>
    /// <param name="logDensity">Up to a constant; minus infinity where nothing is.</param>
    /// <param name="start">Where the density is not 0.</param>
    /// <param name="ahead">Steps before the first draw.</param>
    /// <param name="draws">How many are drawn.</param>
    /// <param name="random">What decides.</param>
    internal static List<double[]> Walk(Func<double[], double> logDensity, double[] start, int ahead, int draws, SeededRandom random)
    {
        var (here, density) = (start, logDensity(start));
        var (size, drawn) = (Math.Log(Nearby), new List<double[]>(draws));

        // Steps must be as long everywhere, or the walker would stay where they are short.
        double[] scales = [.. start.Select(value => Math.Max(Math.Abs(value), Nearby))];
        for (var step = 0; step < ahead + draws; step++)
        {
            double[] there = [.. here.Zip(scales, (value, scale) => value + (Math.Exp(size) * scale * random.NextNormal()))];
            var found = logDensity(there);
            var accepts = Math.Log(1 - random.NextDouble()) < found - density;
            if (accepts)
            {
                (here, density) = (there, found);
            }

            if (step < ahead)
            {
                size += ((accepts ? 1 : 0) - Aim) / Math.Sqrt(step + 1);
            }
            else
            {
                drawn.Add(here);
            }
        }

        return drawn;
    }

    /// <summary>
    /// Walkers that step along lines to one another, so that no step size must be chosen (Goodman and Weare, "Ensemble samplers with affine
    /// invariance", 2010). All places of all walkers after <paramref name="ahead"/> steps.
    /// </summary>
    /// <param name="logDensity">Up to a constant; minus infinity where nothing is.</param>
    /// <param name="start">Around which they begin, where the density is not 0.</param>
    /// <param name="walkers">How many, at least 2.</param>
    /// <param name="ahead">Steps of each before the first draw.</param>
    /// <param name="steps">Steps of each whose places are drawn.</param>
    /// <param name="random">What decides.</param>
    internal static List<double[]> Flock(
        Func<double[], double> logDensity, double[] start, int walkers, int ahead, int steps, SeededRandom random)
    {
        var places = new double[walkers][];
        for (var walker = 0; walker < walkers; walker++)
        {
            double[] near = [.. start.Select(value => value + (Nearby * Math.Max(Math.Abs(value), Nearby) * random.NextNormal()))];
            places[walker] = double.IsFinite(logDensity(near)) ? near : start;
        }

        var (densities, drawn) = (Array.ConvertAll(places, place => logDensity(place)), new List<double[]>(walkers * steps));
        for (var step = 0; step < ahead + steps; step++)
        {
            for (var walker = 0; walker < walkers; walker++)
            {
                var other = places[(walker + 1 + random.Next(walkers - 1)) % walkers];
                var by = Math.Pow(((Math.Sqrt(Stretch) - (1 / Math.Sqrt(Stretch))) * random.NextDouble()) + (1 / Math.Sqrt(Stretch)), 2);
                double[] there = [.. places[walker].Zip(other, (own, towards) => towards + (by * (own - towards)))];
                var found = logDensity(there);
                if (Math.Log(1 - random.NextDouble()) < ((there.Length - 1) * Math.Log(by)) + found - densities[walker])
                {
                    (places[walker], densities[walker]) = (there, found);
                }
            }

            if (step >= ahead)
            {
                drawn.AddRange(places);
            }
        }

        return drawn;
    }
}
