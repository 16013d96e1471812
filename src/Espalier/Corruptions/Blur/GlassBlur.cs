using Espalier.Catalog;

namespace Espalier.Corruptions.Blur;

/// <summary>Blurs a little, takes every pixel from itself or a neighbour above and to the left, and blurs again: frosted glass.</summary>
/// <remarks>
/// The paper speaks of pixels that change places. The authors' code writes an exchange, too, but what it does to an image is to copy, and so
/// CIFAR-10-C was made; that is kept: with true exchanges pixels would wander on, far beyond the one pixel that each round is meant to reach.
/// Departure: the blurred values are not cut off to 256 levels in between.
/// </remarks>
[Method(
    "glass-blur",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "pixels taken from neighbours, once or twice, between two slight blurs")]
public sealed class GlassBlur : Corruption
{
    private const double Ends = 4;
    private const int Reach = 1;
    private static readonly (double Deviation, int Rounds)[] Levels = [(0.05, 1), (0.25, 1), (0.4, 1), (0.25, 2), (0.4, 2)];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Blur;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var (deviation, rounds) = Levels[level];
        var made = Blurred(picture, deviation);
        for (var round = 0; round < rounds; round++)
        {
            Scatter(made, random);
        }

        return Blurred(made, deviation);
    }

    private static Picture Blurred(Picture picture, double deviation) =>
        picture.MapPlanes(plane => LinearFilter.Gaussian(plane, deviation, Ends, Border.Nearest));

    private static void Scatter(Picture picture, SeededRandom random)
    {
        for (var row = picture.Height - Reach; row > Reach; row--)
        {
            for (var column = picture.Width - Reach; column > Reach; column--)
            {
                var other = ((row - random.Next(Reach + 1)) * picture.Width) + column - random.Next(Reach + 1);
                var here = (row * picture.Width) + column;
                for (var channel = 0; channel < picture.Channels; channel++)
                {
                    var plane = picture.Plane(channel);
                    plane[here] = plane[other];
                }
            }
        }
    }
}
