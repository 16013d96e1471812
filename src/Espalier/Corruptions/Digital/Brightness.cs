using Espalier.Catalog;

namespace Espalier.Corruptions.Digital;

/// <summary>Raises the brightest plane of every pixel, and the others in proportion: more light, the same hue and saturation.</summary>
/// <remarks>That is V + c in the hexcone model (A. R. Smith, "Color gamut transform pairs", 1978). A black pixel turns grey.</remarks>
[Method(
    "brightness",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "brighter by 0.05 to 0.3 of the range")]
public sealed class Brightness : Corruption
{
    private static readonly float[] Rises = [0.05f, 0.1f, 0.15f, 0.2f, 0.3f];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Digital;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var made = picture.Blank();
        var size = picture.Height * picture.Width;
        for (var pixel = 0; pixel < size; pixel++)
        {
            var value = 0f;
            for (var channel = 0; channel < picture.Channels; channel++)
            {
                value = Math.Max(value, picture.Plane(channel)[pixel]);
            }

            var raised = Math.Min(1, value + Rises[level]);
            for (var channel = 0; channel < picture.Channels; channel++)
            {
                made.Plane(channel)[pixel] = value == 0 ? raised : picture.Plane(channel)[pixel] * raised / value;
            }
        }

        return made;
    }
}
