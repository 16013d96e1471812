namespace Espalier.Supernets;

/// <summary>
/// Max-W (sharpDARTS, arXiv 1903.09900, section 3.3): with w the softmax, an operation's weight is 1 - max w + w, so that the strongest one
/// has 1 and the distances stay.
/// </summary>
/// <param name="detaches">
/// Whether no gradient goes through the maximum, as a comment of the authors' code says; the code itself lets it through.
/// </param>
public sealed class MaxWeight(bool detaches) : IRelaxation
{
    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Mix(IReadOnlyList<Tensor> logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return [.. logits.Select(rows =>
        {
            using var scope = NewDisposeScope();
            var weights = rows.softmax(-1);
            var largest = weights.max(-1, keepdim: true).values;
            return (weights - (detaches ? largest.detach() : largest) + 1).MoveToOuterDisposeScope();
        })];
    }
}
