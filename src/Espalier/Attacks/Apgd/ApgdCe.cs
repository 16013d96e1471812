using Espalier.Catalog;

namespace Espalier.Attacks.Apgd;

/// <summary>Auto-PGD on the cross-entropy.</summary>
[Method(
    "apgd-ce",
    Paper = "Croce and Hein, Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks, arXiv 2003.01690",
    Year = 2020,
    Summary = "N steps whose lengths it chooses itself, on the cross-entropy (N = 100 where none is given).")]
public sealed class ApgdCe : ApgdAttack
{
    /// <summary>The attack with these settings; it chooses its step lengths itself, and always starts at random.</summary>
    public ApgdCe(AttackSettings settings)
        : base(settings)
    {
    }

    private protected override LossOfLogits Loss => AttackLosses.CrossEntropy;
}
