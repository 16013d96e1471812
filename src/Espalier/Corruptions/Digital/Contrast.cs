using Espalier.Catalog;

namespace Espalier.Corruptions.Digital;

/// <summary>Draws every value towards the mean of its plane: haze, or a bad display.</summary>
[Method(
    "contrast",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "0.75 to 0.15 of the contrast")]
public sealed class Contrast : Corruption
{
    private static readonly float[] Shares = [0.75f, 0.5f, 0.4f, 0.3f, 0.15f];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Digital;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) => picture.MapPlanes(plane =>
    {
        var mean = (float)plane.Values.Average(value => (double)value);
        return plane with { Values = Array.ConvertAll(plane.Values, value => ((value - mean) * Shares[level]) + mean) };
    });
}
