using Espalier.Catalog;

namespace Espalier.Corruptions.Blur;

/// <summary>Drags the image along a line of random direction: the camera moved.</summary>
/// <remarks>The direction is even from -45 to 45 degrees, drawn for each image. The authors let ImageMagick do it: <see cref="MotionFilter"/>.</remarks>
[Method(
    "motion-blur",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "dragged along a line, with a deviation of 1 to 2.5 pixels")]
public sealed class MotionBlur : Corruption
{
    private const double Steepest = 45;
    private static readonly (int Radius, double Deviation)[] Lines = [(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Blur;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var degrees = Steepest * ((2 * random.NextDouble()) - 1);
        return picture.MapPlanes(plane => MotionFilter.Drag(plane, Lines[level].Radius, Lines[level].Deviation, degrees));
    }
}
