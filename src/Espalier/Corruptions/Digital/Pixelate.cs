using Espalier.Catalog;

namespace Espalier.Corruptions.Digital;

/// <summary>Makes the image smaller and large again, by the mean of the pixels whose centres fall into a larger one.</summary>
/// <remarks>
/// A larger pixel takes whole pixels only, as the library that the authors used does: a centre on its left edge is outside, on its right inside.
/// </remarks>
[Method(
    "pixelate",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "0.95 to 0.65 of the pixels on a side")]
public sealed class Pixelate : Corruption
{
    private static readonly double[] Shares = [0.95, 0.9, 0.85, 0.75, 0.65];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Digital;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var rows = new Coarse(picture.Height, Shares[level]);
        var columns = new Coarse(picture.Width, Shares[level]);
        return picture.MapPlanes(plane => plane.Made((row, column) =>
        {
            var (top, bottom) = rows.Around(row);
            var (left, right) = columns.Around(column);
            var sum = 0f;
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    sum += plane[y, x];
                }
            }

            return sum / ((bottom - top) * (right - left));
        }));
    }

    /// <summary>One direction of the smaller image.</summary>
    private readonly struct Coarse(int length, double share)
    {
        private readonly int count = Math.Max(1, (int)(length * share));

        /// <summary>The pixels, first and end, of which the one that a pixel falls into is the mean.</summary>
        internal (int First, int End) Around(int place)
        {
            var scale = (double)length / count;
            var coarse = (int)((place + 0.5) / scale);

            // Centres are half-way between whole numbers; those in (left, right] are inside.
            var first = (int)Math.Floor((coarse * scale) - 0.5) + 1;
            var end = (int)Math.Floor(((coarse + 1) * scale) - 0.5) + 1;
            return (Math.Max(0, first), Math.Min(length, end));
        }
    }
}
