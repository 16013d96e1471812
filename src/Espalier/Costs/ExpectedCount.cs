namespace Espalier.Costs;

/// <summary>How the expected parameter count of a relaxation is formed.</summary>
public enum CountForm
{
    /// <summary>The sum over edges and operations of p u: what the relaxed network holds in expectation.</summary>
    Edges,

    /// <summary>
    /// Each edge times 2 / (edges into its node): of those only two survive derivation. In the authors' code until December 2020.
    /// </summary>
    Survivors,

    /// <summary>
    /// The authors' code of the paper's time: survivors' factors, and a matrix product in place of the elementwise one, which charges
    /// every edge for all edges (8 times the true count at uniform p). For comparison only.
    /// </summary>
    MatrixProduct,
}

/// <summary>
/// The expected number of parameters of the operations of a relaxed network, differentiable in the relaxation (E2RNAS, L_nop;
/// stem, cell inputs and classifier are constant and left out).
/// </summary>
public sealed class ExpectedCount : IDisposable
{
    private readonly Tensor[] factors;

    /// <summary>A count over the given tables.</summary>
    /// <param name="parameters">Per cell kind, the parameters of each choice summed over cells: [edges, operations].</param>
    /// <param name="nodes">The node each edge ends in.</param>
    /// <param name="form">How edges are counted.</param>
    public ExpectedCount(IReadOnlyList<Tensor> parameters, IReadOnlyList<int> nodes, CountForm form)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(nodes);
        using var scope = NewDisposeScope();
        var survival = nodes.Select(node => form == CountForm.Edges ? 1f : 2f / nodes.Count(other => other == node)).ToArray();
        var rows = tensor(survival, [nodes.Count, 1]);
        factors = [.. parameters.Select(counts => (Charged(counts) * rows).DetachFromDisposeScope())];

        // The sum of the matrix product p u^T: what an edge is charged with is the whole table's, its factor its own.
        Tensor Charged(Tensor counts) => form == CountForm.MatrixProduct ? counts.sum(0, keepdim: true) : counts;
    }

    /// <summary>The count, a tensor without dimensions, under one mixture [edges, operations] per cell kind.</summary>
    public Tensor Of(IReadOnlyList<Tensor> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        using var scope = NewDisposeScope();
        return mixture.Zip(factors, (weights, table) => (weights * table).sum()).Aggregate((sum, next) => sum + next)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(factors, table => table.Dispose());
}
