namespace Espalier.Attacks;

/// <summary>A loss of each image that an attack raises, [N]; belongs to the caller's scope.</summary>
/// <param name="logits">[N, classes].</param>
/// <param name="labels">int64 [N], the true classes.</param>
/// <param name="targets">int64 [N], the classes aimed at; losses that aim at none do not read it.</param>
internal delegate Tensor LossOfLogits(Tensor logits, Tensor labels, Tensor targets);

/// <summary>The losses of Croce and Hein, arXiv 2003.01690, section 4.</summary>
internal static class AttackLosses
{
    // Where two logits in a denominator are the same number.
    private const double Tiny = 1e-12;

    /// <summary>How many classes the targeted ratio needs: its denominator has the fourth largest logit.</summary>
    internal const int ClassesOfTargetedRatio = 4;

    /// <summary>The cross-entropy.</summary>
    internal static Tensor CrossEntropy(Tensor logits, Tensor labels, Tensor targets) =>
        functional.cross_entropy(logits, labels, reduction: Reduction.None);

    /// <summary>
    /// The difference of logits ratio: how far the true class is below the best other one, as a share of the distance of the largest from the third
    /// largest logit. It does not change when all logits are shifted or scaled.
    /// </summary>
    /// <remarks>With two classes there is no third logit, and the ratio is of no use: the difference alone, which departs from the paper.</remarks>
    internal static Tensor Ratio(Tensor logits, Tensor labels, Tensor targets)
    {
        using var scope = NewDisposeScope();
        const int Third = 3;
        var behind = Margin.Of(logits, labels).neg();
        if (logits.size(1) < Third)
        {
            return behind.MoveToOuterDisposeScope();
        }

        var ordered = logits.topk(Third).values;
        return behind.div(ordered.select(1, 0).sub(ordered.select(1, 2)).add(Tiny)).MoveToOuterDisposeScope();
    }

    /// <summary>The same towards one class: z_t - z_y as a share of z_1 - (z_3 + z_4) / 2, logits being in falling order.</summary>
    /// <remarks>
    /// With fewer than <see cref="ClassesOfTargetedRatio"/> classes the difference alone, which departs from the paper: it has no such case.
    /// </remarks>
    internal static Tensor TargetedRatio(Tensor logits, Tensor labels, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var ahead = Towards(logits, labels, targets);
        if (logits.size(1) < ClassesOfTargetedRatio)
        {
            return ahead.MoveToOuterDisposeScope();
        }

        var ordered = logits.topk(ClassesOfTargetedRatio).values;
        var spread = ordered.select(1, 0).sub(ordered.select(1, 2).add(ordered.select(1, 3)).mul(0.5));
        return ahead.div(spread.add(Tiny)).MoveToOuterDisposeScope();
    }

    /// <summary>The logit of the target minus that of the true class.</summary>
    internal static Tensor Towards(Tensor logits, Tensor labels, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var target = logits.gather(1, targets.unsqueeze(1)).squeeze(1);
        return target.sub(logits.gather(1, labels.unsqueeze(1)).squeeze(1)).MoveToOuterDisposeScope();
    }
}
