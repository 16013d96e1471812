namespace Espalier.Training;

/// <summary>Which epoch's weights a training gives back.</summary>
public enum KeptEpoch
{
    /// <summary>Those after the last one.</summary>
    Last,

    /// <summary>
    /// Those that did best under PGD-10 on images of the training set that are held out: adversarial training overfits, and the last epoch is
    /// often far from the most robust (Rice et al., arXiv 2002.11569).
    /// </summary>
    Best,
}

/// <summary>The epoch whose weights were kept.</summary>
/// <param name="Epoch">Its number, from 0.</param>
/// <param name="Robust">Fraction 0-1 of the images held out that its weights classified rightly under PGD-10.</param>
/// <param name="Images">How many images those are.</param>
public sealed record KeptWeights(int Epoch, double Robust, int Images);
