namespace Espalier.Attacks;

/// <summary>By how much the logit of the true class is above the largest other one.</summary>
internal static class Margin
{
    /// <summary>Of each image, [N]; belongs to the caller's scope.</summary>
    internal static Tensor Of(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var own = logits.gather(1, labels.unsqueeze(1)).squeeze(1);
        return own.sub(Others(logits, labels).amax([1])).MoveToOuterDisposeScope();
    }

    /// <summary>The same as numbers.</summary>
    internal static double[] Read(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return RowTensors.Numbers(Of(logits, labels));
    }

    /// <summary>Whether each image is taken for another class, or its logits are no finite numbers.</summary>
    internal static bool[] Broken(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var right = logits.argmax(1).eq(labels).mul(logits.sum(1).isfinite());
        return right.logical_not().data<bool>().ToArray();
    }

    /// <summary>The logits with that of the true class at minus infinity.</summary>
    internal static Tensor Others(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var own = functional.one_hot(labels, logits.size(1)).eq(1);
        return logits.masked_fill(own, double.NegativeInfinity).MoveToOuterDisposeScope();
    }
}
