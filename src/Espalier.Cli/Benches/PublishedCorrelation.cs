namespace Espalier.Cli.Benches;

/// <summary>What others found: rank correlations of a proxy with CIFAR-10 accuracy over all 15,625 cells of NAS-Bench-201.</summary>
/// <param name="Spearman">From the notebook of "Zero-Cost Proxies for Lightweight NAS" (arXiv 2101.08134); null: not told.</param>
/// <param name="Kendall">From the page of AZ-NAS (arXiv 2403.19232), which compares others' proxies; null: not told.</param>
internal sealed record PublishedCorrelation(double? Spearman, double? Kendall)
{
    private static readonly Dictionary<string, PublishedCorrelation> Known = new(StringComparer.Ordinal)
    {
        ["params"] = new(null, 0.578),
        ["macs"] = new(null, 0.578),
        ["grad-norm"] = new(0.594, 0.357),
        ["snip"] = new(0.596, 0.454),
        ["grasp"] = new(0.514, 0.318),
        ["fisher"] = new(0.360, null),
        ["synflow"] = new(0.737, 0.571),
        ["jacob-cov"] = new(0.731, null),
        ["vote"] = new(0.817, null),
        ["naswot"] = new(null, 0.557),
        ["zen"] = new(null, 0.296),
        ["gradsign"] = new(null, 0.618),
        ["zico"] = new(null, 0.589),
    };

    /// <summary>Of a proxy; null where nothing is told of it.</summary>
    internal static PublishedCorrelation? Of(string proxy) => Known.GetValueOrDefault(proxy);
}
