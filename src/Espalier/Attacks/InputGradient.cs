namespace Espalier.Attacks;

/// <summary>The gradient of a loss by the images, and by nothing else.</summary>
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

    /// <summary>Logits, a function of them for each image, and the gradient of its sum by the images; they belong to the caller's scope.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes].</param>
    /// <param name="images">float [N, C, H, W]. Borrowed.</param>
    /// <param name="function">From logits to one number for each image, [N].</param>
    internal static (Tensor Logits, Tensor Values, Tensor Gradient) Of(
        Module<Tensor, Tensor> model, Tensor images, Func<Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var leaf = images.detach().requires_grad_();
        var logits = model.call(leaf);
        var values = function(logits);
        var gradient = autograd.grad([values.sum()], [leaf])[0].MoveToOuterDisposeScope();
        return (logits.detach().MoveToOuterDisposeScope(), values.detach().MoveToOuterDisposeScope(), gradient);
    }
}
