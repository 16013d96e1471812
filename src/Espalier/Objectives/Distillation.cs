namespace Espalier.Objectives;

/// <summary>The loss of a student beside a teacher.</summary>
public static class Distillation
{
    /// <summary>
    /// T^2 KL(target || softmax(logits / T)), the mean over the images, in the caller's scope; its gradient by the logits is
    /// T (softmax(logits / T) - target) / N.
    /// </summary>
    /// <remarks>Hinton, Vinyals and Dean, arXiv 1503.02531, section 2: T^2 keeps the gradient's size as T rises.</remarks>
    /// <param name="logits">The student's, [N, classes].</param>
    /// <param name="target">The teacher's probabilities, [N, classes]; zeros are allowed.</param>
    /// <param name="temperature">T, above 0.</param>
    public static Tensor Loss(Tensor logits, Tensor target, double temperature)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        using var scope = NewDisposeScope();
        var said = (logits / temperature).log_softmax(-1);
        return (functional.kl_div(said, target, reduction: Reduction.Sum) * (temperature * temperature / logits.size(0))).MoveToOuterDisposeScope();
    }
}
