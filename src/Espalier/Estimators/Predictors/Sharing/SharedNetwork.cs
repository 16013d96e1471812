using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Estimators.Predictors.Sharing;

/// <summary>
/// A supernet as a trainer sees it: each training pass is under a mixture of its own, which depends on how many there were before, so that a
/// training that was interrupted goes on with the mixtures that were due. It owns the supernet.
/// </summary>
internal sealed class SharedNetwork : Network
{
    private readonly Supernet supernet;
    private readonly Func<SeededRandom, IReadOnlyList<Tensor>> mixture;
    private readonly ulong seed;
    private readonly Tensor passes;

    /// <param name="supernet">The weights, owned from now on.</param>
    /// <param name="mixture">What a training pass mixes, tensors of the caller's scope.</param>
    /// <param name="seed">What mixtures are drawn by.</param>
    internal SharedNetwork(Supernet supernet, Func<SeededRandom, IReadOnlyList<Tensor>> mixture, ulong seed)
        : base(nameof(SharedNetwork))
    {
        (this.supernet, this.mixture, this.seed) = (supernet, mixture, seed);
        using var scope = NewDisposeScope();
        passes = tensor([0L]);
        register_buffer(nameof(passes), passes);
        register_module(nameof(supernet), supernet);
    }

    /// <inheritdoc/>
    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images)
    {
        using var scope = NewDisposeScope();
        var drawn = mixture(new SeededRandom(SeededRandom.Derive(seed, "mixture", passes.ToInt64())));
        passes.add_(1);
        return (supernet.forward(images, drawn).MoveToOuterDisposeScope(), null);
    }

    /// <summary>How many images of a batch a network classifies rightly, batch norm by the statistics of the batch.</summary>
    /// <param name="mixture">1 for each operation that the network has, else 0.</param>
    /// <param name="images">Float32 [N, C, H, W] in pixel units.</param>
    /// <param name="labels">Int64 [N].</param>
    internal long Hits(IReadOnlyList<Tensor> mixture, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(supernet);
        supernet.train();
        var logits = supernet.forward(images, mixture);
        return logits.argmax(1).eq(labels).mul(logits.sum(1).isfinite()).sum().ToInt64();
    }
}
