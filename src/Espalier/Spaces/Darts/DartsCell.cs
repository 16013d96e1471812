using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Spaces.Darts.Blocks;

namespace Espalier.Spaces.Darts;

/// <summary>One cell of a genotype: two edges per node, the concatenated nodes as its output.</summary>
internal sealed class DartsCell : Module
{
    private readonly IReadOnlyList<(string Operation, int Input)> edges;
    private readonly IReadOnlyList<int> concat;
    private readonly Module<Tensor, Tensor> input0;
    private readonly Module<Tensor, Tensor> input1;
    private readonly ModuleList<Module<Tensor, Tensor>> operations;
    private readonly Module<Tensor, Tensor>[] parts;
    private readonly FusedCellPlan? fused;

    internal DartsCell(
        CellPlan plan,
        IReadOnlyList<(string Operation, int Input)> edges,
        IReadOnlyList<int> concat,
        BlockForm form,
        KernelPath kernels,
        DartsChoices? choices = null)
        : base(nameof(DartsCell))
    {
        (this.edges, this.concat) = (edges, concat);
        input0 = DartsBlocks.CellInput(plan.Before, plan.Channels, plan.AfterReduction, form, kernels);
        input1 = DartsBlocks.CellInput(plan.Previous, plan.Channels, halve: false, form, kernels);
        operations = new(edges.Select(edge =>
        {
            var stride = plan.Reduces && edge.Input < 2 ? 2 : 1;
            return (choices ?? DartsOperations.Choices).Build(edge.Operation, plan.Channels, stride, form, kernels) ?? new Zeros(stride);
        }));
        RegisterComponents();
        parts = [.. modules().OfType<Module<Tensor, Tensor>>()];
        fused = kernels == KernelPath.Fused ? Plan(plan.Channels) : null;
    }

    /// <summary>Whether somebody watches a part's calls, which the fused cell would not make.</summary>
    private bool IsWatched => Array.Exists(parts, part => part.has_forward_hooks);

    /// <summary>The cell in terms that kernels know; null when they do not know a part of it.</summary>
    internal FusedCellPlan? Fused => fused;

    internal Tensor Forward(Tensor before, Tensor previous, DropPath drop)
    {
        using var scope = NewDisposeScope();
        if (fused is not null && drop.Probability == 0 && CellFunction.Handles(fused, before, previous) && !IsWatched)
        {
            return CellFunction.Apply(fused, before, previous).MoveToOuterDisposeScope();
        }

        var states = new List<Tensor> { input0.call(before), input1.call(previous) };
        for (var edge = 0; edge < edges.Count; edge += 2)
        {
            states.Add(Edge(edge, states, drop) + Edge(edge + 1, states, drop));
        }

        return cat([.. concat.Select(node => states[node])], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The cell in terms that kernels know; null when they do not know a part of it.</summary>
    private FusedCellPlan? Plan(int channels)
    {
        var known = operations.Select(ChoiceParts.Of).OfType<ChoiceParts>().ToArray();
        if (known.Length < edges.Count || ChoiceParts.Of(input0) is not { } first || ChoiceParts.Of(input1) is not { } second)
        {
            return null;
        }

        var plans = known.Select((choice, i) => new FusedEdgePlan(i / 2, edges[i].Input, [(0, choice)])).ToArray();
        var plan = new FusedCellPlan(channels, 1, [first, second], plans, [.. concat.Select(node => node - 2)], MemoryUse.Balanced);
        return plan.IsKnown ? plan : null;
    }

    private Tensor Edge(int edge, List<Tensor> states, DropPath drop)
    {
        var output = operations[edge].call(states[edges[edge].Input]);
        return operations[edge] is Identity ? output : drop.Apply(output);
    }

    /// <summary>What a genotype text with <c>none</c> in it asks for, at stride 1 or 2.</summary>
    private sealed class Zeros(int stride) : Module<Tensor, Tensor>(nameof(Zeros))
    {
        public override Tensor forward(Tensor input) => input.slice(2, 0, input.size(2), stride).slice(3, 0, input.size(3), stride) * 0.0f;
    }
}
