using Espalier.Catalog;

namespace Espalier.Attacks.Apgd;

/// <summary>Auto-PGD on the targeted difference of logits ratio: one run for each of the nine likeliest wrong classes.</summary>
/// <remarks>
/// With fewer than ten classes it aims at all wrong ones. The ratio needs four classes; with fewer the plain difference of the two logits rises
/// instead, which the paper does not provide for.
/// </remarks>
[Method(
    "apgd-t",
    Paper = "Croce and Hein, Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks, arXiv 2003.01690",
    Year = 2020,
    Summary = "Auto-PGD towards each of the nine likeliest wrong classes, N steps each (N = 100 where none is given).")]
public sealed class ApgdTargeted : ApgdAttack
{
    /// <summary>The attack with these settings; it chooses its step lengths itself, and always starts at random.</summary>
    public ApgdTargeted(AttackSettings settings)
        : base(settings)
    {
    }

    private protected override LossOfLogits Loss => AttackLosses.TargetedRatio;

    private protected override int Rounds(long classes) => Targets.Count(classes);

    private protected override Tensor Aim(Standing standing, int round) => Targets.Of(standing.Logits, standing.Labels, round);
}
