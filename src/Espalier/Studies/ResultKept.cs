namespace Espalier.Studies;

/// <summary>The epoch of a training whose weights were kept, since they were the most robust.</summary>
/// <param name="Epoch">Its number, from 0, as in the log.</param>
/// <param name="Pgd">Fraction 0-1 of the images held out that were classified rightly under PGD-10 after it.</param>
/// <param name="Images">How many training images were held out.</param>
public sealed record ResultKept(int Epoch, double Pgd, int Images);

/// <summary>Catastrophic overfitting of a training on single steps: its robustness vanished within an epoch.</summary>
/// <param name="Epoch">The epoch's number, from 0, as in the log.</param>
/// <param name="Before">The best accuracy under PGD-10 of an epoch before, fraction 0-1.</param>
/// <param name="After">That after the epoch.</param>
public sealed record ResultOverfitting(int Epoch, double Before, double After);
