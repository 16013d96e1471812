using Espalier.Estimators;

namespace Espalier.Strategies.Surrogate;

/// <summary>How much a candidate promises, by what a predictor tells of it.</summary>
public enum Acquisition
{
    /// <summary>Independent Thompson sampling: a draw from the normal distribution that was told.</summary>
    Thompson,

    /// <summary>The mean and some deviations more.</summary>
    Ucb,

    /// <summary>By how much it is expected to be better than the best so far.</summary>
    Ei,

    /// <summary>The mean alone.</summary>
    Mean,
}

/// <summary>What acquisitions are worth.</summary>
internal static class Acquisitions
{
    /// <summary>The larger the better. A predictor that tells no deviation is taken to be sure.</summary>
    /// <param name="acquisition">Which.</param>
    /// <param name="told">What the predictor told.</param>
    /// <param name="best">The best accuracy so far.</param>
    /// <param name="kappa">How many deviations the bound lies above the mean.</param>
    /// <param name="random">Where draws come from; the others draw nothing.</param>
    internal static double Worth(this Acquisition acquisition, Prediction told, double best, double kappa, SeededRandom random)
    {
        var deviation = told.Deviation ?? 0;
        return acquisition switch
        {
            Acquisition.Thompson => told.Mean + (deviation * random.NextNormal()),
            Acquisition.Ucb => told.Mean + (kappa * deviation),
            Acquisition.Ei => Improvement(told.Mean - best, deviation),
            _ => told.Mean,
        };
    }

    /// <summary>The expected positive part of a normal variable.</summary>
    internal static double Improvement(double mean, double deviation)
    {
        if (deviation <= 0)
        {
            return Math.Max(0, mean);
        }

        var z = mean / deviation;
        return (mean * Below(z)) + (deviation * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The share of a standard normal distribution below a value, to 7.5e-8.</summary>
    /// <remarks>Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17.</remarks>
    internal static double Below(double z)
    {
        double[] terms = [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * terms.Reverse().Aggregate(0.0, (sum, term) => (sum + term) * t);
        return z > 0 ? 1 - tail : tail;
    }
}
