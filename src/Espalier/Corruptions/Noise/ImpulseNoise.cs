using Espalier.Catalog;

namespace Espalier.Corruptions.Noise;

/// <summary>Sets some values, each plane by itself, to black or white, as often one as the other: bits gone wrong.</summary>
[Method(
    "impulse-noise",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "1 % to 7 % of the values black or white")]
public sealed class ImpulseNoise : Corruption
{
    private static readonly double[] Shares = [0.01, 0.02, 0.03, 0.05, 0.07];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Noise;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) =>
        picture.Map(value => random.NextDouble() >= Shares[level] ? value : random.NextDouble() < 0.5 ? 0 : 1);
}
