using Espalier.Estimators;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// Bayesian optimisation of a function over the cube [-1, 1]^m: a Gaussian process with a Matern-5/2 kernel, the next point where mean plus kappa
/// deviations is largest, the first point random.
/// </summary>
/// <remarks>
/// The process has variance 1 over standardised values and the length of the largest likelihood, as in the authors' script: a prior over lengths
/// makes them so short that every place looks alike a step beside what is known. The bound is climbed from the best of many random points, by
/// steps that become shorter.
/// </remarks>
internal sealed class WeightSearch(int dimensions, double kappa, SeededRandom random)
{
    private const int Draws = 2000;
    private const int Starts = 5;
    private const int Rounds = 12;
    private const int Tries = 12;
    private readonly List<(double[] Point, double Value)> known = [];

    // A value that is looked up twice is the same, so there is no noise to learn.
    private readonly GaussianProcess process = new(new GaussianProcessSettings
    {
        Covariance = Covariance.Matern52,
        Variance = 1,
        Length = 1,
        Noise = 1e-6,
        LearnsVariance = false,
        LearnsNoise = false,
        Priors = false,
        Steps = 40,
    });

    /// <summary>The points told so far.</summary>
    internal IReadOnlyList<(double[] Point, double Value)> Known => known;

    /// <summary>The next point.</summary>
    internal double[] Next()
    {
        if (known.Count == 0)
        {
            return Anywhere();
        }

        process.Fit([.. known.Select(pair => pair.Point)], [.. known.Select(pair => pair.Value)]);
        var starts = Told([.. Enumerable.Range(0, Draws).Select(_ => Anywhere())]).OrderByDescending(pair => pair.Bound).Take(Starts).ToArray();
        for (var (round, reach) = (0, 0.5); round < Rounds; (round, reach) = (round + 1, reach * 0.6))
        {
            var around = Told([.. starts.SelectMany(start => Enumerable.Range(0, Tries).Select(_ => Near(start.Point, reach)))]);
            starts = [.. starts.Select((start, place) => around.Skip(place * Tries).Take(Tries).Append(start).MaxBy(pair => pair.Bound))];
        }

        return starts.MaxBy(pair => pair.Bound).Point;
    }

    /// <summary>What a point came to.</summary>
    internal void Tell(double[] point, double value) => known.Add((point, value));

    private (double[] Point, double Bound)[] Told(double[][] points) =>
        [.. points.Zip(process.Predict(points), (point, told) => (point, told.Mean + (kappa * told.Deviation!.Value)))];

    private double[] Anywhere() => [.. Enumerable.Range(0, dimensions).Select(_ => (2 * random.NextDouble()) - 1)];

    private double[] Near(double[] point, double reach) =>
        Array.ConvertAll(point, value => Math.Clamp(value + (reach * ((2 * random.NextDouble()) - 1)), -1, 1));
}
