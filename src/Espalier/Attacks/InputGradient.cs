namespace Espalier.Attacks;

/// <summary>The gradient of the loss by the images, and by nothing else.</summary>
internal static class InputGradient
{
    /// <summary>
    /// The gradient of the summed cross-entropy by <paramref name="images"/>, of the same shape; it belongs to the caller's scope.
    /// </summary>
    internal static Tensor Of(Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var leaf = images.detach().requires_grad_();

        // The sum, not the mean: the gradients of a confident network are small enough without being divided by the batch.
        var loss = functional.cross_entropy(model.call(leaf), labels, reduction: Reduction.Sum);
        return autograd.grad([loss], [leaf])[0].MoveToOuterDisposeScope();
    }
}
