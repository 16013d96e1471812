using Espalier.Catalog;
using Espalier.Corruptions.Blur;

namespace Espalier.Corruptions.Digital;

/// <summary>Moves three corners of the middle at random, the whole image with them, and stirs pixels by a smooth field.</summary>
/// <remarks>
/// All lengths are shares of the shorter side. The larger the severity, the less of it is the corners' (0.08 to 0.03 of the side) and the more
/// the field's, so the distance from the image need not grow with it. Severity 1 has no field.
/// </remarks>
[Method(
    "elastic-transform",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "a small random affine map, then a smooth random field of displacements")]
public sealed class ElasticTransform : Corruption
{
    private const double Ends = 3;

    private static readonly (double Strength, double Smoothness, double Corners)[] Levels =
        [(0, 0, 0.08), (0.05, 0.2, 0.07), (0.08, 0.06, 0.06), (0.1, 0.04, 0.05), (0.1, 0.03, 0.03)];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Digital;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var (strength, smoothness, corners) = Levels[level];
        var map = AffineMap.Drawn(picture, corners * picture.Side, random);
        var (down, right) = (Field(), Field());
        return picture.MapPlanes(plane =>
        {
            var moved = plane.Made((row, column) =>
            {
                var (y, x) = map.Source(row, column);
                return plane.Between(y, x, Border.MirrorOnce);
            });
            return moved.Made((row, column) => moved.Between(row + down[row, column], column + right[row, column], Border.Mirror));
        });

        Plane Field()
        {
            var drawn = Plane.Drawn(picture.Height, picture.Width, () => (2 * random.NextDouble()) - 1);
            var smooth = LinearFilter.Gaussian(drawn, smoothness * picture.Side, Ends, Border.Mirror);
            return smooth with { Values = Array.ConvertAll(smooth.Values, value => (float)(strength * picture.Side * value)) };
        }
    }
}
