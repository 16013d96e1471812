using Espalier.Data;

namespace Espalier.Estimators.ZeroCost;

/// <summary>What a proxy may look at beside the network.</summary>
public sealed record ProxyInput
{
    /// <summary>As many batches as <see cref="IZeroCostProxy.Batches"/> asks for; whoever made them owns them.</summary>
    public required IReadOnlyList<Batch> Batches { get; init; }

    /// <summary>Where a proxy draws weights and noise from.</summary>
    public required Generator Generator { get; init; }

    /// <summary>
    /// What the network normalises pixels by in its first layer, null where it does not. Published scores see normalised images; some of
    /// them therefore undo the layer.
    /// </summary>
    public ChannelStatistics? Statistics { get; init; }

    /// <summary>The images [N, C, H, W] of the first batch, in pixel units.</summary>
    public Tensor Images => Batches[0].Images;

    /// <summary>Its labels [N].</summary>
    public Tensor Labels => Batches[0].Labels;
}
