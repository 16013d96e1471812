using System.Numerics;
using Espalier.Catalog;
using Espalier.Costs;

namespace Espalier.Spaces.NasBenchMacro;

/// <summary>
/// The space of NAS-Bench-Macro: eight layers, each the identity or one of two blocks of MobileNetV2, in a fixed skeleton of three stages. Every
/// network's accuracy is known (6,561 networks, of which 3,969 compute different things).
/// </summary>
/// <remarks>
/// The depth is the space's own: <see cref="NetworkSettings.Cells"/> is not looked at. The published network has 32 channels, which the layers
/// double three times, and 1,280 features; here features grow with the channels.
/// </remarks>
[Method(
    "nas-bench-macro",
    Paper = "Prioritized Architecture Sampling with Monto-Carlo Tree Search, arXiv 2103.11922",
    Year = 2021,
    Summary = "eight layers of three blocks; the accuracy of all 6,561 networks is known")]
public sealed class NasBenchMacroSpace : IChoiceSpace, IPricedSpace, ISizedSpace
{
    /// <inheritdoc/>
    public string Name => NasBenchMacroGenotype.SpaceName;

    /// <summary>3^8 = 6,561.</summary>
    public BigInteger Count => BigInteger.Pow(NasBenchMacroLayers.Blocks.Count, NasBenchMacroLayers.Count);

    /// <summary>A block for each layer.</summary>
    public IReadOnlyList<int> Choices { get; } = Array.AsReadOnly(
        [.. Enumerable.Repeat(NasBenchMacroLayers.Blocks.Count, NasBenchMacroLayers.Count)]);

    /// <summary>Identities alone.</summary>
    public Genotype Smallest { get; } = Everywhere(NasBenchMacroLayers.Identity);

    /// <summary>The larger block in every layer.</summary>
    public Genotype Largest { get; } = Everywhere(NasBenchMacroLayers.Blocks.Count - 1);

    /// <inheritdoc/>
    public RunSizes Sizes(RunScale scale, RunSizes usual) => NasBenchMacroSizes.Of(scale, usual);

    /// <summary>Exact: what goes into a layer and comes out of it has one size and width, whatever the others do.</summary>
    /// <inheritdoc/>
    public CostChoices Price(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var bare = Cost(Smallest, settings);
        return new CostChoices(bare, NasBenchMacroLayers.All.Select(layer => Enumerable.Range(0, NasBenchMacroLayers.Blocks.Count).Select(block =>
        {
            var one = Cost(new NasBenchMacroGenotype(NasBenchMacroLayers.All.Select(other => other == layer ? block : 0)), settings);
            return new NetworkCost(one.Parameters - bare.Parameters, one.Macs - bare.Macs);
        })));
    }

    /// <inheritdoc/>
    public Genotype Parse(string text, string where) => NasBenchMacroText.Parse(text, where);

    /// <summary>A network drawn uniformly.</summary>
    public Genotype Sample(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new NasBenchMacroGenotype(NasBenchMacroLayers.All.Select(_ => random.Next(NasBenchMacroLayers.Blocks.Count)));
    }

    /// <inheritdoc/>
    public int[] Encode(Genotype genotype) => [.. Own(genotype).Blocks];

    /// <inheritdoc/>
    public Genotype Decode(IReadOnlyList<int> values) => new NasBenchMacroGenotype(values);

    /// <inheritdoc/>
    public Network Build(Genotype genotype, NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new NasBenchMacroNetwork(Own(genotype), settings);
    }

    private static NasBenchMacroGenotype Everywhere(int block) => new(Enumerable.Repeat(block, NasBenchMacroLayers.Count));

    private NetworkCost Cost(Genotype genotype, NetworkSettings settings)
    {
        using var network = Build(genotype, settings);
        return NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
    }

    private static NasBenchMacroGenotype Own(Genotype genotype) => genotype as NasBenchMacroGenotype
        ?? throw new ArgumentException($"a genotype of the space {genotype?.Space}, not of {NasBenchMacroGenotype.SpaceName}", nameof(genotype));
}
