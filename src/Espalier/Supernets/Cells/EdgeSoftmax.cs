using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>What share each edge has among those into its node: a softmax over them (edge normalisation, PC-DARTS, section 3.3).</summary>
/// <param name="edges">The edges of a cell; those into a node stand side by side.</param>
internal sealed class EdgeSoftmax(IReadOnlyList<CellEdge> edges)
{
    private readonly int[] sizes = [.. edges.CountBy(edge => edge.Node).Select(pair => pair.Value)];

    /// <summary>Shares [edges] of logits [edges]; those of a node's edges sum to 1.</summary>
    internal Tensor Of(Tensor logits) => EachNode(logits, (own, _) => own.softmax(0));

    /// <summary>
    /// Shares in units of an even one, [edges]: 1 for each edge of a node that prefers none, so that a sum over edges is one over the cell's.
    /// </summary>
    internal Tensor Relative(Tensor logits) => EachNode(logits, (own, size) => own.softmax(0) * size);

    private Tensor EachNode(Tensor logits, Func<Tensor, int, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        var (parts, first) = (new List<Tensor>(), 0);
        foreach (var size in sizes)
        {
            parts.Add(shares(logits.narrow(0, first, size), size));
            first += size;
        }

        return cat([.. parts], 0).MoveToOuterDisposeScope();
    }
}
