using Espalier.Catalog;

namespace Espalier.Corruptions.Noise;

/// <summary>Counts photons: every value becomes a draw of the Poisson distribution of its mean, as if white were so many photons.</summary>
[Method(
    "shot-noise",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "Poisson noise of 500 to 50 photons at white")]
public sealed class ShotNoise : Corruption
{
    private static readonly double[] Photons = [500, 250, 100, 75, 50];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Noise;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) =>
        picture.Map(value => (float)(PoissonDraw.Of(value * Photons[level], random) / Photons[level]));
}
