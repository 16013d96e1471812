using Espalier.Catalog;

namespace Espalier.Corruptions.Noise;

/// <summary>Adds a draw of a normal distribution to every value: low light.</summary>
[Method(
    "gaussian-noise",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "normal noise of a deviation of 0.04 to 0.10 of the range")]
public sealed class GaussianNoise : Corruption
{
    private static readonly double[] Deviations = [0.04, 0.06, 0.08, 0.09, 0.10];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Noise;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) =>
        picture.Map(value => (float)(value + (Deviations[level] * random.NextNormal())));
}
