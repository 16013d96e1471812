using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>
/// What a parameter count of the network to be trained means for the expected count of a relaxation, which has another width, depth and
/// all edges: 0 at the smallest network, and the uniform mixture's count at the mean of random networks, linear between and beyond.
/// </summary>
/// <remarks>Ours: it only steers; the limits themselves are kept by <see cref="LimitedDerivation"/>.</remarks>
public sealed class CountScale
{
    private const int Samples = 16;
    private readonly double smallest;
    private readonly double mean;
    private readonly double uniform;

    /// <summary>Measures the scale.</summary>
    /// <param name="space">The space.</param>
    /// <param name="parameters">Parameters of the network to be trained, by genotype.</param>
    /// <param name="uniform">The expected count of the uniform mixture in the search.</param>
    /// <param name="random">Draws the sample.</param>
    public CountScale(ISearchSpace space, Func<Genotype, long> parameters, double uniform, Random random)
    {
        ArgumentNullException.ThrowIfNull(space);
        var sample = Enumerable.Range(0, Samples).Select(_ => (double)parameters(space.Sample(random))).ToArray();
        (smallest, mean, this.uniform) = (sample.Min(), sample.Average(), uniform);
    }

    /// <summary>The expected count for a bound, at least 0; where all networks of the sample are alike, the uniform mixture's.</summary>
    public double? ExpectedFor(long? bound) => bound is not { } given ? null
        : mean > smallest ? Math.Max(0, (given - smallest) / (mean - smallest) * uniform)
        : uniform;
}
