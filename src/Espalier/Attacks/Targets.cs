namespace Espalier.Attacks;

/// <summary>The classes that a targeted attack aims at, one after the other: the likeliest wrong ones of the image as it is.</summary>
internal static class Targets
{
    /// <summary>How many the standard evaluation aims at (arXiv 2003.01690): the nine that CIFAR-10 has besides the true one.</summary>
    internal const int Most = 9;

    /// <summary>How many there are for a network of so many classes.</summary>
    internal static int Count(long classes) => (int)Math.Min(Most, classes - 1);

    /// <summary>The wrong class of a rank, int64 [N]; belongs to the caller's scope.</summary>
    /// <param name="logits">[N, classes] of the images as they are.</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="rank">0 is the likeliest.</param>
    internal static Tensor Of(Tensor logits, Tensor labels, int rank)
    {
        using var scope = NewDisposeScope();
        return Margin.Others(logits, labels).topk(rank + 1).indexes.select(1, rank).MoveToOuterDisposeScope();
    }
}
