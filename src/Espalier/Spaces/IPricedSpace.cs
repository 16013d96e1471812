using Espalier.Costs;

namespace Espalier.Spaces;

/// <summary>
/// A space that knows, without building its networks, what they cost: limits are then held against its extremes before a search begins.
/// A space that cannot say it leaves this interface out, and whether its limits can be kept is found out in the search.
/// </summary>
public interface IPricedSpace : ISearchSpace
{
    /// <summary>The genotype with the fewest MACs; of several, that with the fewest parameters, and then the one that does least beside.</summary>
    Genotype Smallest { get; }

    /// <summary>The genotype with the most MACs; of several, that with the most parameters.</summary>
    Genotype Largest { get; }

    /// <summary>What the networks of all genotypes that a search may choose cost, without an auxiliary head.</summary>
    /// <remarks>Of the images, parameters may depend on the channels alone; they may not fall with channels or classes.</remarks>
    CostChoices Price(NetworkSettings settings);
}
