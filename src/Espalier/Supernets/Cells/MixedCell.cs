using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>A cell with every edge and every choice: nodes sum their edges, some of them side by side are the output.</summary>
internal sealed class MixedCell : Module
{
    private readonly IReadOnlyList<CellEdge> wiring;
    private readonly int operations;
    private readonly IReadOnlyList<int> outputs;
    private readonly Module<Tensor, Tensor>? input0;
    private readonly Module<Tensor, Tensor> input1;
    private readonly ModuleList<MixedEdge> edges;
    private readonly Module<Tensor, Tensor>[] parts;
    private readonly FusedCellPlan? fused;

    internal MixedCell(ICellSpace space, CellPlan plan, NetworkSettings settings)
        : base(nameof(MixedCell))
    {
        (wiring, outputs, operations) = (space.Edges, space.Outputs, space.Operations.Count);
        input0 = space.Inputs == 1 ? null : space.BuildInput(plan.Before, plan.Channels, plan.AfterReduction, settings.Kernels);
        input1 = space.BuildInput(plan.Previous, plan.Channels, halve: false, settings.Kernels);
        edges = new(wiring.Select(edge =>
            new MixedEdge(space, plan.Channels, plan.Reduces && edge.Source < space.Inputs ? 2 : 1, settings.Kernels)));
        RegisterComponents();
        parts = [.. modules().OfType<Module<Tensor, Tensor>>()];
        fused = settings.Kernels == KernelPath.Fused ? Plan(plan.Channels, settings.Memory) : null;
    }

    /// <summary>Whether somebody watches a part's calls, which the fused cell would not make.</summary>
    private bool IsWatched => Array.Exists(parts, part => part.has_forward_hooks);

    internal IEnumerable<(int Edge, int Column, long Count)> Parameters =>
        edges.SelectMany((edge, row) => edge.Parameters.Select(choice => (row, choice.Column, choice.Count)));

    /// <summary>Runs the cell.</summary>
    /// <param name="before">The output of the last cell but one.</param>
    /// <param name="previous">The last cell's output.</param>
    /// <param name="mixture">One number per edge and choice, [edges, choices].</param>
    internal Tensor Forward(Tensor before, Tensor previous, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        var shares = Shares(mixture);
        var isSparse = shares.Contains(0);
        if (fused is not null && !isSparse && CellFunction.Handles(fused, before, previous) && CellFunction.Handles(mixture) && !IsWatched)
        {
            return CellFunction.Apply(fused, before, previous, mixture).MoveToOuterDisposeScope();
        }

        var states = new List<Tensor>();
        if (input0 is not null)
        {
            states.Add(input0.call(before));
        }

        states.Add(input1.call(previous));
        var inputs = states.Count;
        var weights = mixture.flatten().unbind();
        for (var edge = 0; edge < wiring.Count;)
        {
            var node = wiring[edge].Node;
            Tensor? sum = null;
            for (; edge < wiring.Count && wiring[edge].Node == node; edge++)
            {
                var mixed = edges[edge].Forward(
                    states[wiring[edge].Source], weights.AsSpan(edge * operations, operations), shares.AsSpan(edge * operations, operations));
                sum = sum is null ? mixed : sum + mixed;
            }

            states.Add(sum!);
        }

        return (outputs.Count == 1 ? states[inputs + outputs[0]] : cat([.. outputs.Select(node => states[inputs + node])], 1))
            .MoveToOuterDisposeScope();
    }

    private static double[] Shares(Tensor mixture)
    {
        using var scope = NewDisposeScope();
        return mixture.detach().to(ScalarType.Float64).data<double>().ToArray();
    }

    /// <summary>The cell in terms that kernels know; null when they do not know a part of it.</summary>
    private FusedCellPlan? Plan(int channels, MemoryUse memory)
    {
        var plans = wiring.Select((edge, i) => edges[i].Plan(edge)).OfType<FusedEdgePlan>().ToArray();
        if (plans.Length < wiring.Count || input0 is null || ChoiceParts.Of(input0) is not { } first || ChoiceParts.Of(input1) is not { } second)
        {
            return null;
        }

        var plan = new FusedCellPlan(channels, operations, [first, second], plans, outputs, memory);
        return plan.IsKnown ? plan : null;
    }
}
