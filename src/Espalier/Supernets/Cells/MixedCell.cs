using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>A cell with every edge and every choice: nodes sum their edges, some of them side by side are the output.</summary>
internal sealed class MixedCell : Module
{
    private readonly IReadOnlyList<CellEdge> wiring;
    private readonly int operations;
    private readonly ChannelSplit split;
    private readonly int stride;
    private readonly IReadOnlyList<int> outputs;
    private readonly Module<Tensor, Tensor>? input0;
    private readonly Module<Tensor, Tensor> input1;
    private readonly ModuleList<MixedEdge> edges;
    private readonly Module<Tensor, Tensor>[] parts;
    private readonly FusedCellPlan? fused;

    /// <summary>A cell of a supernet, or of a path through one.</summary>
    /// <param name="space">The space.</param>
    /// <param name="plan">The cell's place.</param>
    /// <param name="settings">The network's.</param>
    /// <param name="form">How edges are made; null: plain.</param>
    /// <param name="path">The edges and operations that it has; null: all.</param>
    internal MixedCell(
        ICellSpace space, CellPlan plan, NetworkSettings settings, SupernetForm? form = null, IReadOnlyList<(int Edge, int Operation)>? path = null)
        : base(nameof(MixedCell))
    {
        (wiring, outputs, operations) = (space.Edges, space.Outputs, space.Operations.Count);
        (split, stride) = (new ChannelSplit(plan.Channels, form?.ShareOf(plan.Channels) ?? 1), plan.Reduces ? 2 : 1);
        input0 = space.Inputs == 1 ? null : space.BuildInput(plan.Before, plan.Channels, plan.AfterReduction, settings.Kernels);
        input1 = space.BuildInput(plan.Previous, plan.Channels, halve: false, settings.Kernels);
        edges = new(wiring.Select((edge, row) => new MixedEdge(
            space,
            split.Mixed,
            edge.Source < space.Inputs ? stride : 1,
            settings.Kernels,
            column => path is null || path.Contains((row, column)),
            split.IsPartial)));
        RegisterComponents();
        parts = [.. modules().OfType<Module<Tensor, Tensor>>()];
        fused = settings.Kernels == KernelPath.Fused && !split.IsPartial ? Plan(plan.Channels, settings.Memory) : null;
    }

    /// <summary>Whether somebody watches a part's calls, which the fused cell would not make.</summary>
    private bool IsWatched => Array.Exists(parts, part => part.has_forward_hooks);

    /// <summary>Runs the cell.</summary>
    /// <param name="before">The output of the last cell but one.</param>
    /// <param name="previous">The last cell's output.</param>
    /// <param name="mixture">One number per edge and choice, [edges, choices]; an edge of zeros alone is not there.</param>
    /// <param name="passing">One number per edge for what passes operations by, [edges]; null: 1 each.</param>
    internal Tensor Forward(Tensor before, Tensor previous, Tensor mixture, Tensor? passing = null)
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
        var parted = new List<(Tensor Mixed, Tensor? Past)>();
        var rows = mixture.unbind();
        var passes = passing?.unbind();
        var absent = isSparse && mixture.requires_grad ? Absent(mixture) : null;
        for (var edge = 0; edge < wiring.Count;)
        {
            var node = wiring[edge].Node;
            Tensor? sum = null;
            Tensor? past = null;
            for (; edge < wiring.Count && wiring[edge].Node == node; edge++)
            {
                var (input, others) = Parts(wiring[edge].Source);
                var own = shares.AsSpan(edge * operations, operations);
                var mixed = edges[edge].Forward(input, rows[edge], own, absent?[edge]);
                sum = sum is null ? mixed : sum + mixed;
                past = others is not null && own.ContainsAnyExcept(0.0) ? Plus(past, others, passes?[edge]) : past;
            }

            // Of edges that are not there nothing passes, which has a size all the same.
            states.Add(split.Join(sum!, past ?? Parts(wiring[edge - 1].Source).Past?.zeros_like()));
        }

        return (outputs.Count == 1 ? states[inputs + outputs[0]] : cat([.. outputs.Select(node => states[inputs + node])], 1))
            .MoveToOuterDisposeScope();

        (Tensor Mixed, Tensor? Past) Parts(int source)
        {
            while (parted.Count <= source)
            {
                parted.Add(split.Part(states[parted.Count], parted.Count < inputs ? stride : 1));
            }

            return parted[source];
        }
    }

    private static Tensor Plus(Tensor? sum, Tensor term, Tensor? weight) => (sum, weight) switch
    {
        (null, null) => term,
        (null, { } factor) => term * factor,
        ({ } before, null) => before + term,
        ({ } before, { } factor) => before.addcmul(term, factor),
    };

    /// <summary>Per edge, the sum of what is exactly 0: nothing but a gradient for it.</summary>
    private static Tensor[] Absent(Tensor mixture)
    {
        using var isZero = mixture.detach().eq(0).to(mixture.dtype);
        return (mixture * isZero).sum(-1).unbind();
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
