using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>A cell during one pass, forth or back, edge by edge.</summary>
/// <param name="plan">The cell.</param>
/// <param name="rows">The kernels.</param>
/// <param name="norms">Its batch norms in this pass, per edge and choice.</param>
/// <param name="mixture">One share per edge and column.</param>
internal sealed class CellPass(FusedCellPlan plan, RowKernels rows, FusedNorm[][][] norms, float[] mixture)
{
    private static readonly float[] Whole = [1];
    private readonly Maps[] states = new Maps[plan.States];

    /// <summary>The inputs as they come, the inputs at the cell's width, the nodes.</summary>
    internal IReadOnlyList<Maps> States => states;

    /// <summary>The way forth; nodes and what is kept belong to the caller's scope.</summary>
    /// <returns>What the way back needs besides the states.</returns>
    internal List<Maps> Forward(Maps first, Maps second, bool keeps)
    {
        var kept = new List<Maps>();
        (states[0], states[1]) = (first, second);
        foreach (var (i, edge) in plan.Edges.Index())
        {
            using var own = NewDisposeScope();
            using var pass = Edge(i);
            pass.Forward();
            ref var node = ref states[edge.To];
            var adds = node is not null;
            node ??= Outlive(pass.NewNode());
            pass.Output(node, adds);
            if (keeps)
            {
                kept.AddRange(pass.Kept.Select(Outlive));
            }
        }

        return kept;
    }

    /// <summary>The way back, which leaves each state's gradient where it was to go.</summary>
    /// <param name="values">The states.</param>
    /// <param name="gradients">A node's begins as what came back from the cell's output; null where nobody wants it.</param>
    /// <param name="kept">What the way forth kept; empty where it is to be computed again.</param>
    /// <param name="wantsShares">Whether the mixture's gradient is wanted.</param>
    /// <param name="wantsWeights">Whether the weights' gradients are wanted.</param>
    /// <returns>The gradients of the mixture and of the weights, in the plan's order.</returns>
    internal (float[] Shares, IEnumerable<Tensor> Weights) Backward(
        Maps[] values, Maps?[] gradients, IReadOnlyList<Maps> kept, bool wantsShares, bool wantsWeights)
    {
        var forward = kept.Count == 0;
        values.CopyTo(states, 0);
        var shares = new float[mixture.Length];
        var weights = new Tensor[plan.Edges.Count][];
        var last = kept.Count;
        for (var i = plan.Edges.Count - 1; i >= 0; i--)
        {
            var edge = plan.Edges[i];
            last -= edge.Stages;
            weights[i] = [];
            if (gradients[edge.To] is not { } gradient)
            {
                continue;
            }

            using var own = NewDisposeScope();
            using var pass = Edge(i);
            if (forward)
            {
                pass.Forward(again: true);
            }
            else
            {
                pass.Restore(kept.Skip(last).GetEnumerator());
            }

            var found = pass.Backward(gradient, gradients[edge.From], edge.IsInput, wantsShares && edge.Node >= 0, wantsWeights);
            for (var choice = 0; choice < found.Length && edge.Node >= 0; choice++)
            {
                shares[((i - plan.InputEdges) * plan.Columns) + edge.Choices[choice].Column] = (float)found[choice];
            }

            if (wantsWeights)
            {
                weights[i] = [.. pass.WeightGradients().Select(tensor => tensor.MoveToOuterDisposeScope())];
            }
        }

        return (shares, weights.SelectMany(gradient => gradient));
    }

    private EdgePass Edge(int i)
    {
        var edge = plan.Edges[i];
        var shares = edge.Node < 0 ? Whole : mixture.AsSpan((i - plan.InputEdges) * plan.Columns, plan.Columns);
        return new(edge, norms[i], shares, rows, states[edge.From]);
    }

    private static Maps Outlive(Maps maps)
    {
        maps.Owner.MoveToOuterDisposeScope();
        return maps;
    }
}
