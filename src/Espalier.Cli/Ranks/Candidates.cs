using Espalier.Costs;
using Espalier.Estimators.ZeroCost;
using Espalier.Kernels;
using Espalier.Spaces;

namespace Espalier.Cli.Ranks;

/// <summary>What is to be ranked.</summary>
/// <param name="Space">Whose genotypes they are.</param>
/// <param name="Settings">The size of the networks that were scored.</param>
/// <param name="Proxies">What they are ranked by.</param>
/// <param name="Genotypes">The candidates.</param>
/// <param name="Scored">Their scores, in the same order.</param>
internal sealed record Candidates(
    ISearchSpace Space,
    NetworkSettings Settings,
    IReadOnlyList<string> Proxies,
    IReadOnlyList<Genotype> Genotypes,
    IReadOnlyList<ScoredGenotype> Scored)
{
    /// <summary>How large each network is that was scored.</summary>
    internal IReadOnlyList<NetworkCost> Costs() =>
    [
        .. Genotypes.Select(genotype =>
        {
            using var scope = NewDisposeScope();
            using var network = Space.Build(genotype, Settings with { Kernels = KernelPath.Torch });
            return NetworkCost.Of(network, [Settings.Input.Channels, Settings.Input.Height, Settings.Input.Width]);
        }),
    ];
}
