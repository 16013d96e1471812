using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;

namespace Espalier.Estimators;

/// <summary>
/// What validation images say of a network: its accuracy on all of them, and that under attack on the first few, or whatever else is asked for.
/// They lie in an order that the run's seed drew, so the first few are a sample.
/// </summary>
/// <param name="images">The validation part.</param>
/// <param name="attack">The attack; few steps, since every network is attacked.</param>
/// <param name="wishes">What else is wanted to be known; null: nothing.</param>
public sealed class ValidationJudge(ImageSet images, IAttack attack, ShiftWishes? wishes = null)
{
    /// <summary>How many images are attacked. Their accuracy is known to 0.04 or so: good for a front, not for a claim.</summary>
    public const int AttackedImages = 128;

    private readonly ImageSet attacked = images.Take(AttackedImages);
    private readonly ShiftMeasures shifts = new(images, wishes ?? ShiftWishes.None);

    /// <summary>Judges one network, which is back in its own mode afterwards.</summary>
    /// <param name="network">From images in pixel units to logits.</param>
    /// <param name="seed">Where random starts of the attack come from.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>Fractions, 0 to 1; nothing of what the network costs.</returns>
    public TrialOutcome Judge(Module<Tensor, Tensor> network, ulong seed, CancellationToken cancellation)
    {
        var evaluator = new Evaluator();
        var (corrupted, ood) = shifts.Of(network, cancellation);
        return new TrialOutcome
        {
            Accuracy = evaluator.Clean(network, images, cancellation: cancellation).Fraction,
            RobustAccuracy = evaluator.Attacked(network, attacked, attack, seed, cancellation: cancellation).Fraction,
            CorruptedAccuracy = corrupted,
            OodAuroc = ood,
        };
    }
}
