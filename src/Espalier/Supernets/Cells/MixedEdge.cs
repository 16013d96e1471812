using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>All choices of one edge, mixed: the sum of p_o * o(x) (DARTS, equation 2).</summary>
internal sealed class MixedEdge : Module
{
    private readonly (int Column, Module<Tensor, Tensor> Operation)[] choices;
    private readonly int stride;

    internal MixedEdge(ICellSpace space, int channels, int stride, KernelPath kernels)
        : base(nameof(MixedEdge))
    {
        this.stride = stride;
        choices =
        [
            .. space.Operations
                .Select((name, column) => (column, operation: space.BuildOperation(name, channels, stride, kernels)!))
                .Where(choice => choice.operation is not null),
        ];
        foreach (var (column, operation) in choices)
        {
            register_module(space.Operations[column], operation);
        }
    }

    /// <summary>The trained parameters of each choice, by column.</summary>
    internal IEnumerable<(int Column, long Count)> Parameters =>
        choices.Select(choice => (choice.Column, choice.Operation.parameters().Sum(parameter => parameter.numel())));

    /// <summary>Its choices in terms that kernels know; null when they do not know one of them.</summary>
    internal FusedEdgePlan? Plan(CellEdge place)
    {
        var parts = Array.ConvertAll(choices, choice => (choice.Column, Parts: ChoiceParts.Of(choice.Operation)));
        return Array.Exists(parts, choice => choice.Parts is null) ? null : new FusedEdgePlan(place.Node, place.Source, parts!);
    }

    /// <summary>
    /// The choice that gives zeros adds nothing, and its weight acts through the others' only. A choice whose share is exactly 0 is not
    /// computed; where its weight has a gradient, that stands in for it.
    /// </summary>
    internal Tensor Forward(Tensor input, ReadOnlySpan<Tensor> weights, ReadOnlySpan<double> shares)
    {
        // The graph keeps what its backward needs; everything else goes at the end of the edge.
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        foreach (var (column, operation) in choices)
        {
            if (shares[column] != 0)
            {
                var output = operation.call(input);
                sum = sum is null ? output * weights[column] : sum.addcmul(output, weights[column]);
            }
        }

        sum ??= Nothing(input);
        for (var column = 0; column < shares.Length; column++)
        {
            sum = shares[column] == 0 && weights[column].requires_grad ? sum + weights[column] : sum;
        }

        return sum.MoveToOuterDisposeScope();
    }

    private Tensor Nothing(Tensor input) => input.slice(2, 0, input.size(2), stride).slice(3, 0, input.size(3), stride) * 0.0f;
}
