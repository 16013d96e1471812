namespace Espalier.Attacks;

/// <summary>A perturbation that makes one input per batch, whole before the weight step.</summary>
public abstract class SinglePerturbation : TrainingPerturbation
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Tensor> Replays(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
    {
        // No scope owns it: the consumer may open and close scopes between two calls of the enumerator.
        using var input = Perturb(model, images, labels, generator).DetachFromDisposeScope();
        yield return input;
    }

    /// <summary>Makes the input; the result belongs to the caller's scope.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes].</param>
    /// <param name="images">float [N, C, H, W] in pixel units, 0 to 1. Borrowed.</param>
    /// <param name="labels">int64 [N]. Borrowed.</param>
    /// <param name="generator">Where random starts are drawn from.</param>
    protected abstract Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator);
}
