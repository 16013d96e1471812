using Espalier.Catalog;

namespace Espalier.Corruptions.Blur;

/// <summary>The mean of the image and its enlargements, step by step: the camera came nearer.</summary>
/// <remarks>
/// Steps of 0.01 from 1. Where the authors' range ends just beyond a step, rounding takes it in at the first two severities, whose largest factors are
/// therefore 1.06 and 1.11; so it is here.
/// </remarks>
[Method(
    "zoom-blur",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "the mean of enlargements by up to 1.06 to 1.25")]
public sealed class ZoomBlur : Corruption
{
    private const double Step = 0.01;
    private static readonly int[] Steps = [6, 11, 15, 20, 25];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Blur;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) => picture.MapPlanes(plane =>
    {
        // The image itself counts once more beside its enlargement by 1.
        var sum = Array.ConvertAll(plane.Values, value => (double)value);
        for (var step = 0; step <= Steps[level]; step++)
        {
            var zoomed = CentreZoom.Of(plane, 1 + (Step * step)).Values;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += zoomed[i];
            }
        }

        return plane with { Values = Array.ConvertAll(sum, value => (float)(value / (Steps[level] + 2))) };
    });
}
