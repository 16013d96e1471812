using Espalier.Catalog;

namespace Espalier.Corruptions.Weather;

/// <summary>Adds clouds of light and darkens the whole, so that the brightest pixel is as bright as it can become.</summary>
/// <remarks>The clouds are a <see cref="PlasmaField"/> of the power of two that is not below the longer side: of 32 x 32, as the authors' is.</remarks>
[Method(
    "fog",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "fractal clouds of 0.2 to 1.5 of the range, and less contrast")]
public sealed class Fog : Corruption
{
    private static readonly (double Amount, double Decay)[] Levels = [(0.2, 3), (0.5, 3), (0.75, 2.5), (1, 2), (1.5, 1.75)];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Weather;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var (amount, decay) = Levels[level];
        var clouds = PlasmaField.Of(picture.Height, picture.Width, decay, random).Values;
        var brightest = picture.Pixels.Max();
        var share = brightest / (brightest + amount);
        var pixel = 0;
        return picture.Map(value => (float)((value + (amount * clouds[pixel++ % clouds.Length])) * share));
    }
}
