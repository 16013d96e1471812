namespace Espalier.Training;

/// <summary>
/// The sudden end of robustness in a training on single steps: accuracy under attacks of many steps falls towards nothing within an epoch,
/// while that on the images of one step rises. The weights have learnt the step, not to be robust.
/// </summary>
/// <remarks>
/// Wong et al., arXiv 2001.03994, name it, and look out for it by PGD on training images; their code stops where that accuracy is 0.2 lower
/// than at the look before. Half of the best so far is asked for here instead, so that it is found at radii, too, where little is robust.
/// </remarks>
/// <param name="Epoch">The epoch in which it came, from 0.</param>
/// <param name="Before">The best accuracy under PGD-10 of an epoch before, fraction 0-1.</param>
/// <param name="After">That after the epoch.</param>
public sealed record CatastrophicOverfitting(int Epoch, double Before, double After)
{
    private const double Share = 0.5;
    private const double LeastFall = 0.1;

    /// <summary>It in one line, epochs counted from 1, with what became of the weights or how to mend it.</summary>
    /// <param name="kept">The epoch whose weights are kept; null where those after the fall are.</param>
    public string Told(KeptWeights? kept) => FormattableString.Invariant(
        $"catastrophic overfitting in epoch {Epoch + 1}: accuracy under PGD-10 fell from {100 * Before:0.0} % to {100 * After:0.0} %; ")
        + (kept is null ? "train with --keep best, or with --recipe pgd-at" : $"kept are the weights of epoch {kept.Epoch + 1}");

    /// <summary>
    /// The first epoch whose accuracy under attack is below half of the best before and 0.1 or more under it, while the accuracy on the training's
    /// own images is no lower than in the epoch before; null where there is none.
    /// </summary>
    /// <param name="epochs">Epochs in order; those that were not attacked are passed over.</param>
    public static CatastrophicOverfitting? In(IReadOnlyList<TrainedEpoch> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        var best = 0.0;
        TrainedEpoch? before = null;
        foreach (var epoch in epochs)
        {
            if (epoch.Robust is not { } robust)
            {
                continue;
            }

            if (robust < Share * best && best - robust >= LeastFall && epoch.Accuracy >= before!.Accuracy)
            {
                return new(epoch.Epoch, best, robust);
            }

            (best, before) = (Math.Max(best, robust), epoch);
        }

        return null;
    }
}
