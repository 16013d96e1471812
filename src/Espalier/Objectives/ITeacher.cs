namespace Espalier.Objectives;

/// <summary>Says what a network's predictions should come near to, beside the labels: a distribution over the classes for each image.</summary>
public interface ITeacher
{
    /// <summary>What it would have the student say. No gradient leads into it, and it changes nothing of the student.</summary>
    /// <param name="student">From images to logits: what is taught. A teacher that is a state of it passes images the same way.</param>
    /// <param name="images">[N, C, H, W]: what the student sees, adversarial ones if it sees those. Borrowed.</param>
    /// <param name="temperature">What logits are divided by before the softmax, above 0.</param>
    /// <returns>Probabilities [N, classes] in the caller's scope; null as long as it has nothing to say.</returns>
    Tensor? Teach(Module<Tensor, Tensor> student, Tensor images, double temperature);
}
