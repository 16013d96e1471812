namespace Espalier.Attacks;

/// <summary>
/// Turns a training batch into the inputs whose loss the weights descend on: the inner maximisation of adversarial training.
/// One carries a card and has a constructor that takes <see cref="AttackSettings"/>: <see cref="PerturbationCatalog"/> then finds it.
/// </summary>
/// <remarks>
/// The weight step is the body of the loop, one per input:
/// <code>
/// foreach (var input in perturbation.Replays(model, images, labels, generator))
/// {
///     optimizer.zero_grad();
///     functional.cross_entropy(model.call(input), labels).backward();
///     optimizer.step();
/// }
/// </code>
/// Some of them run the model forward, in the mode it is in: in training mode batch normalisation sees those inputs, too, as in the
/// authors' code of arXiv 2011.09820.
/// </remarks>
public abstract class TrainingPerturbation
{
    /// <summary>What it does, with every choice made.</summary>
    public abstract AttackSettings Settings { get; }

    /// <summary>How many inputs, hence weight steps, one batch gives.</summary>
    public virtual int ReplaysPerBatch => 1;

    /// <summary>
    /// Whether the weights descend on the loss at the images themselves and on how far the prediction at the input is from that at the images
    /// (TRADES), and not, as the loop above shows it, on the loss at the input.
    /// </summary>
    public virtual bool ComparesWithClean => false;

    /// <summary>The inputs of one batch, each within epsilon of the images and within 0 to 1.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes]. Gradients of its parameters are not touched.</param>
    /// <param name="images">float [N, C, H, W] in pixel units, 0 to 1. Borrowed.</param>
    /// <param name="labels">int64 [N]. Borrowed.</param>
    /// <param name="generator">Where random starts are drawn from.</param>
    /// <returns>
    /// A sequence of <see cref="ReplaysPerBatch"/> tensors. It owns them: each is valid until the next one is asked for, whatever scopes
    /// the body opens. To be walked once, to the end or not.
    /// </returns>
    public abstract IEnumerable<Tensor> Replays(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator);
}
