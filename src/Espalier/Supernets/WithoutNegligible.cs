namespace Espalier.Supernets;

/// <summary>
/// Leaves out what hardly counts (sharpDARTS, arXiv 1903.09900, section 4): an operation whose softmax weight is below 1 / N^2, where N operations
/// share a softmax, has exactly the weight 0, and is not computed.
/// </summary>
/// <remarks>
/// Under a softmax the sum loses less than 1 / N of its weights, which is little wherever it goes on beside others; a sum of negligible terms
/// alone would be as large as any behind the next batch norm, and is missed. Under Max-W an operation that is left out weighs what the
/// strongest one lacks to 1, which may be much. Both are as in the authors' code.
/// </remarks>
/// <param name="inner">What mixes; null: the softmax.</param>
public sealed class WithoutNegligible(IRelaxation? inner) : IRelaxation
{
    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Mix(IReadOnlyList<Tensor> logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var mixed = inner?.Mix(logits) ?? [.. logits.Select(rows => rows.softmax(-1))];
        return [.. mixed.Zip(logits, Kept)];
    }

    private static Tensor Kept(Tensor mixed, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var weights = logits.detach().softmax(-1);
        var least = 1.0 / ((double)weights.size(-1) * weights.size(-1));
        return (mixed * weights.ge(least).to(mixed.dtype)).MoveToOuterDisposeScope();
    }
}
