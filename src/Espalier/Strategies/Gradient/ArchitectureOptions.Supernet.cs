using Espalier.Catalog;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <content>
/// What PC-DARTS changes in the supernet of DARTS, and any bi-level search can do over.
/// </content>
public partial record ArchitectureOptions : ISupernetOptions
{
    /// <summary>
    /// One in how many channels K goes through the operations of an edge, at least 1; the others pass them by. Default 1, all of them; of
    /// PC-DARTS 4. In a cell whose width K does not divide, it is the largest number below K that does.
    /// </summary>
    public int PartialChannels { get; init => field = OptionRange.AtLeastOne(value); } = 1;

    /// <summary>
    /// Whether the edges into a node are weighed by a softmax over parameters of their own (beta), which the genotype is derived from as well.
    /// Default false; of PC-DARTS true.
    /// </summary>
    public bool EdgeNormalisation { get; init; }

    /// <inheritdoc/>
    SupernetForm ISupernetOptions.Form => new() { PartialChannels = PartialChannels, EdgeNormalisation = EdgeNormalisation };
}
