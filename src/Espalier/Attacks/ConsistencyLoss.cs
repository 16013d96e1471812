namespace Espalier.Attacks;

/// <summary>How far predictions on moved images are from those on the images themselves: what TRADES asks robustness by.</summary>
/// <remarks>
/// KL(softmax(clean) || softmax(moved)), as the authors' code of Zhang et al., arXiv 1901.08573, takes it. Both logits have a gradient: the
/// prediction on the image is drawn to that on the moved one, too.
/// </remarks>
internal static class ConsistencyLoss
{
    /// <summary>The divergence of each image, [N], at least 0 but for rounding; belongs to the caller's scope.</summary>
    /// <param name="clean">Logits of the images, [N, classes].</param>
    /// <param name="moved">Logits of the moved images, [N, classes].</param>
    internal static Tensor OfEach(Tensor clean, Tensor moved)
    {
        using var scope = NewDisposeScope();
        var expected = clean.log_softmax(1);
        return expected.exp().mul(expected.sub(moved.log_softmax(1))).sum(1).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over the images; belongs to the caller's scope.</summary>
    /// <param name="clean">Logits of the images, [N, classes].</param>
    /// <param name="moved">Logits of the moved images, [N, classes].</param>
    internal static Tensor Of(Tensor clean, Tensor moved)
    {
        using var scope = NewDisposeScope();
        return OfEach(clean, moved).mean().MoveToOuterDisposeScope();
    }
}
