namespace Espalier.Attacks;

/// <summary>
/// Moves images within a ball, so that a network errs. An attack carries a card and has a constructor that takes
/// <see cref="AttackSettings"/>: <see cref="AttackCatalog"/> then finds it.
/// </summary>
public interface IAttack
{
    /// <summary>What it does, with every choice made: steps and step size are never null.</summary>
    AttackSettings Settings { get; }

    /// <summary>Whether it goes by gradients; else it sees logits only.</summary>
    bool ReadsGradients => true;

    /// <summary>Makes the adversarial images of one batch.</summary>
    /// <param name="model">
    /// From images in pixel units to logits [N, classes]. Its mode is left as it is (evaluation: evaluation mode).
    /// </param>
    /// <param name="images">float [N, C, H, W] in pixel units, 0 to 1. Borrowed.</param>
    /// <param name="labels">int64 [N], the true classes. Borrowed.</param>
    /// <param name="generator">Where random starts are drawn from, in the order of the images' memory.</param>
    /// <returns>
    /// Images of the same shape, detached, within epsilon of the given ones and within 0 to 1; they belong to the caller's scope.
    /// </returns>
    /// <remarks>Only the gradient by the input is computed: gradients of the model's parameters stay as they are. A pixel whose gradient is
    /// zero or not a number does not move.</remarks>
    Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator);
}
