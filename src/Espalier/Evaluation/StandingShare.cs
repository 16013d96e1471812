using Espalier.Statistics;

namespace Espalier.Evaluation;

/// <summary>
/// Of the images that a network gets right as they are, the share that stands the attack: robust by clean accuracy, so that a network is not called more robust
/// for being more accurate.
/// </summary>
/// <remarks>
/// The two networks' shares are of different images, so that no paired test fits; the interval of their difference is the bootstrap's (BCa), the images drawn
/// anew for both networks together.
/// </remarks>
/// <param name="First">The first network's share.</param>
/// <param name="Second">The second's.</param>
/// <param name="Interval">The 95 % interval of the second's less the first's.</param>
public sealed record StandingShare(double First, double Second, Interval Interval)
{
    // What a network makes of an image: wrong, right but broken by the attack, standing.
    private const int Fates = 3;

    /// <summary>The second's share less the first's.</summary>
    public double Difference => Second - First;

    /// <summary>The shares of two networks on the same images.</summary>
    /// <param name="first">The first's digits, as they are and attacked.</param>
    /// <param name="second">The second's.</param>
    /// <param name="bootstrap">What draws.</param>
    /// <returns>Null where one of them gets no image right.</returns>
    internal static StandingShare? Of((string Clean, string Attacked) first, (string Clean, string Attacked) second, Bootstrap bootstrap)
    {
        var counts = new int[Fates * Fates];
        for (var image = 0; image < first.Clean.Length; image++)
        {
            counts[(Fates * Fate(first, image)) + Fate(second, image)]++;
        }

        var (one, other) = (ShareOf(counts, Fates, 1), ShareOf(counts, 1, Fates));
        return double.IsNaN(one) || double.IsNaN(other)
            ? null
            : new(one, other, bootstrap.Bca(counts, drawn => ShareOf(drawn, 1, Fates) - ShareOf(drawn, Fates, 1)));
    }

    private static int Fate((string Clean, string Attacked) digits, int image) =>
        digits.Clean[image] != '1' ? 0 : digits.Attacked[image] != '1' ? 1 : 2;

    /// <summary>Standing by right, of the network whose fates are <paramref name="own"/> counts apart.</summary>
    private static double ShareOf(ReadOnlySpan<int> counts, int own, int other)
    {
        var (broken, standing) = (0, 0);
        for (var rest = 0; rest < Fates; rest++)
        {
            broken += counts[own + (other * rest)];
            standing += counts[(2 * own) + (other * rest)];
        }

        return (double)standing / (broken + standing);
    }
}
