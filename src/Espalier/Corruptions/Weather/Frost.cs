using Espalier.Catalog;

namespace Espalier.Corruptions.Weather;

/// <summary>Puts ice crystals over the image, weighed as the authors weigh them.</summary>
/// <remarks>
/// <b>A stand-in.</b> The authors lay pieces of photographs of frosted windows over the image, which are not part of this toolkit. Here the ice
/// is made: the ridges of two fields of clouds (bright where a field crosses its middle, as crystals branch), a little blue in colour images.
/// The weights of image and ice are the published ones; accuracies under this frost are not those of CIFAR-10-C's.
/// </remarks>
[Method(
    "frost",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "made ice crystals (a stand-in for photographs) of 0.2 to 0.45 over the image")]
public sealed class Frost : Corruption
{
    private const double Decay = 1.6;
    private const double Sharpness = 3;
    private static readonly (float Image, float Ice)[] Weights = [(1, 0.2f), (1, 0.3f), (0.9f, 0.4f), (0.85f, 0.4f), (0.75f, 0.45f)];

    // Frosted windows are near white, with less red than blue.
    private static readonly float[] Tint = [0.85f, 0.95f, 1];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Weather;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var (image, share) = Weights[level];
        var ice = Crystals(picture, random).Values;
        var made = picture.Blank();
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var from = picture.Plane(channel);
            var to = made.Plane(channel);
            var tint = picture.Channels == Tint.Length ? Tint[channel] : 1;
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = (image * from[i]) + (share * tint * ice[i]);
            }
        }

        return made;
    }

    private static Plane Crystals(Picture picture, SeededRandom random)
    {
        var (one, other) = (Ridges(), Ridges());
        return one.Made((row, column) => Math.Max(one[row, column], other[row, column]));

        Plane Ridges()
        {
            var field = PlasmaField.Of(picture.Height, picture.Width, Decay, random);
            return field.Made((row, column) => (float)Math.Pow(1 - Math.Abs((2 * field[row, column]) - 1), Sharpness));
        }
    }
}
