using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>All choices of one edge, mixed: the sum of p_o * o(x) (DARTS, equation 2).</summary>
internal sealed class MixedEdge : Module
{
    private readonly (int Column, Module<Tensor, Tensor> Operation)[] choices;
    private readonly FusedEdgePlan? fused;
    private readonly Module<Tensor, Tensor>[] parts;
    private readonly int stride;

    /// <summary>The choices of an edge at a width.</summary>
    /// <param name="space">The space.</param>
    /// <param name="channels">The channels that operations see.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="kernels">Who computes.</param>
    /// <param name="keeps">Says of a column whether the edge has that choice.</param>
    /// <param name="alone">Whether it is computed as one node of the graph where kernels know it; within a cell that is one, it is not.</param>
    internal MixedEdge(ICellSpace space, int channels, int stride, KernelPath kernels, Predicate<int> keeps, bool alone)
        : base(nameof(MixedEdge))
    {
        this.stride = stride;
        choices =
        [
            .. space.Operations
                .Select((name, column) => (column, operation: keeps(column) ? space.BuildOperation(name, channels, stride, kernels)! : null!))
                .Where(choice => choice.operation is not null),
        ];
        foreach (var (column, operation) in choices)
        {
            register_module(space.Operations[column], operation);
        }

        parts = [.. modules().OfType<Module<Tensor, Tensor>>()];
        fused = alone && kernels == KernelPath.Fused ? Plan(default) : null;
    }

    /// <summary>Whether somebody watches a part's calls, which one node would not make.</summary>
    private bool IsWatched => Array.Exists(parts, part => part.has_forward_hooks);

    /// <summary>Its choices in terms that kernels know; null when they do not know one of them, or there is none.</summary>
    internal FusedEdgePlan? Plan(CellEdge place)
    {
        var known = Array.ConvertAll(choices, choice => (choice.Column, Parts: ChoiceParts.Of(choice.Operation)));
        return known.Length == 0 || Array.Exists(known, choice => choice.Parts is null) ? null : new FusedEdgePlan(place.Node, place.Source, known!);
    }

    /// <summary>
    /// The choice that gives zeros adds nothing, and its weight acts through the others' only. A choice whose share is exactly 0 is not
    /// computed.
    /// </summary>
    /// <param name="input">The state where it starts.</param>
    /// <param name="row">One weight per choice.</param>
    /// <param name="shares">Their values.</param>
    /// <param name="absent">
    /// The sum of the weights that are exactly 0, which stands in for what is not computed, so that they have a gradient; null: they have none.
    /// </param>
    internal Tensor Forward(Tensor input, Tensor row, ReadOnlySpan<double> shares, Tensor? absent)
    {
        // The graph keeps what its backward needs; everything else goes at the end of the edge.
        using var scope = NewDisposeScope();
        if (fused is not null && !shares.Contains(0) && EdgeFunction.Handles(fused, input, row) && !IsWatched)
        {
            return EdgeFunction.Apply(fused, input, row).MoveToOuterDisposeScope();
        }

        var weights = row.unbind();
        var sum = absent;
        foreach (var (column, operation) in choices)
        {
            if (shares[column] != 0)
            {
                var output = operation.call(input);
                sum = sum is null ? output * weights[column] : sum.addcmul(output, weights[column]);
            }
        }

        return (sum is null ? Nothing(input) : sum.dim() == 0 ? Nothing(input) + sum : sum).MoveToOuterDisposeScope();
    }

    private Tensor Nothing(Tensor input) => input.slice(2, 0, input.size(2), stride).slice(3, 0, input.size(3), stride) * 0.0f;
}
