namespace Espalier.Spaces.Darts;

/// <summary>Published genotypes of the DARTS space, for comparisons and tests.</summary>
/// <remarks>Source: Liu, Simonyan and Yang, "DARTS: Differentiable Architecture Search", arXiv 1806.09055.</remarks>
public static class DartsGenotypes
{
    /// <summary>The cells found by the first-order search on CIFAR-10.</summary>
    public static DartsGenotype DartsV1 { get; } = DartsGenotypeText.Parse(
        """
        Genotype(
          normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1),
                  ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)],
          normal_concat=range(2, 6),
          reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 0),
                  ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)],
          reduce_concat=range(2, 6))
        """,
        nameof(DartsV1));

    /// <summary>The cells found by the second-order search on CIFAR-10 (3,349,342 parameters at 20 cells, 36 channels).</summary>
    public static DartsGenotype DartsV2 { get; } = DartsGenotypeText.Parse(
        """
        Genotype(
          normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
                  ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
          normal_concat=range(2, 6),
          reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
                  ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
          reduce_concat=range(2, 6))
        """,
        nameof(DartsV2));
}
