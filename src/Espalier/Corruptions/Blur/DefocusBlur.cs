using Espalier.Catalog;

namespace Espalier.Corruptions.Blur;

/// <summary>Spreads every pixel over a disk whose edge is softened: a lens out of focus.</summary>
/// <remarks>
/// The disk holds the pixels whose centres are within its radius; it is softened by 3 x 3 normal weights, and beyond the border lies the mirror image.
/// At severities 1 to 3 the disk is one pixel, and the softening is all there is.
/// </remarks>
[Method(
    "defocus-blur",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "a disk of radius 0.3 to 1.5 pixels")]
public sealed class DefocusBlur : Corruption
{
    private static readonly (double Radius, double Softness)[] Disks = [(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1, 0.2), (1.5, 0.1)];
    private static readonly (int, int, double)[][] Kernels = Array.ConvertAll(Disks, disk => Kernel(disk.Radius, disk.Softness));

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Blur;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) =>
        picture.MapPlanes(plane => LinearFilter.Taps(plane, Kernels[level], Border.MirrorOnce));

    private static (int, int, double)[] Kernel(double radius, double softness)
    {
        // Room for the disk and for what softening adds around it.
        var reach = (int)radius + 1;
        var side = (2 * reach) + 1;
        var disk = new Plane(side, side).Made((row, column) =>
            ((row - reach) * (row - reach)) + ((column - reach) * (column - reach)) <= radius * radius ? 1 : 0);
        var soft = LinearFilter.Separable(disk, LinearFilter.Normal(softness, 1), Border.Nearest);
        var sum = disk.Values.Sum();
        return
        [
            .. from row in Enumerable.Range(0, side)
               from column in Enumerable.Range(0, side)
               where soft[row, column] != 0
               select (row - reach, column - reach, (double)soft[row, column] / sum),
        ];
    }
}
