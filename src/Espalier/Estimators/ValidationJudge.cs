using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;

namespace Espalier.Estimators;

/// <summary>
/// What validation images say of a network: its accuracy on all of them, and that under attack on the first few. They lie in an order that
/// the run's seed drew, so the first few are a sample.
/// </summary>
/// <param name="images">The validation part.</param>
/// <param name="attack">The attack; few steps, since every network is attacked.</param>
public sealed class ValidationJudge(ImageSet images, IAttack attack)
{
    /// <summary>How many images are attacked. Their accuracy is known to 0.04 or so: good for a front, not for a claim.</summary>
    public const int AttackedImages = 128;

    private readonly ImageSet attacked = images.Take(AttackedImages);

    /// <summary>Judges one network, which is back in its own mode afterwards.</summary>
    /// <param name="network">From images in pixel units to logits.</param>
    /// <param name="seed">Where random starts of the attack come from.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>Fractions, 0 to 1.</returns>
    public (double Clean, double Robust) Judge(Module<Tensor, Tensor> network, ulong seed, CancellationToken cancellation)
    {
        var evaluator = new Evaluator();
        return (
            evaluator.Clean(network, images, cancellation: cancellation).Fraction,
            evaluator.Attacked(network, attacked, attack, seed, cancellation: cancellation).Fraction);
    }
}
