using Espalier.Catalog;

namespace Espalier.Attacks.Apgd;

/// <summary>Auto-PGD on the difference of logits ratio, which a network cannot blunt by large logits.</summary>
[Method(
    "apgd-dlr",
    Paper = "Croce and Hein, Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks, arXiv 2003.01690",
    Year = 2020,
    Summary = "N steps whose lengths it chooses itself, on the difference of logits ratio (N = 100 where none is given).")]
public sealed class ApgdDlr : ApgdAttack
{
    /// <summary>The attack with these settings; it chooses its step lengths itself, and always starts at random.</summary>
    public ApgdDlr(AttackSettings settings)
        : base(settings)
    {
    }

    private protected override LossOfLogits Loss => AttackLosses.Ratio;
}
