using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Mixed;

/// <summary>
/// A cell of mixed edges (DARTS, equation 2) as one node of the graph. Nodes are summed in place, gradients of nodes too; of the way
/// back only what is asked for is computed: no gradients of weights in a step of the architecture.
/// </summary>
internal sealed unsafe class MixedCellFunction : autograd.SingleTensorFunction<MixedCellFunction>
{
    private const string KeptPlan = nameof(MixedCellPlan);
    private const string KeptNorms = nameof(FusedNorm);
    private const int FirstWeight = 3;

    /// <inheritdoc/>
    public override string Name => "MixedCell";

    /// <summary>Whether it computes what the modules would when nobody watches them: float32 on the processor, in training.</summary>
    internal static bool Handles(MixedCellPlan plan, Tensor first, Tensor second, Tensor mixture) =>
        IsPlain(first) && IsPlain(second) && IsPlain(mixture) && first.numel() > 0 && first.shape.AsSpan().SequenceEqual(second.shape)
        && first.dim() == 4 && first.size(1) == plan.Channels && plan.IsTraining && plan.Weights.All(IsPlain);

    /// <summary>Both inputs [N, C, H, W] and a mixture [edges, columns] to the nodes side by side, channels-last.</summary>
    internal static Tensor Apply(MixedCellPlan plan, Tensor first, Tensor second, Tensor mixture) =>
        apply([plan, first, second, mixture, .. plan.Weights]);

    /// <inheritdoc/>
    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var plan = (MixedCellPlan)vars[0];
        var rows = RowKernels.For(plan.Channels);
        var mixture = ((Tensor)vars[3]).data<float>().ToArray();
        var states = new List<Maps> { Maps.Of((Tensor)vars[1], rows), Maps.Of((Tensor)vars[2], rows) };
        var norms = new List<FusedNorm[][]>();
        var kept = new List<Maps>();
        foreach (var (i, edge) in plan.Edges.Index())
        {
            norms.Add(EdgePass.Norms(edge, states[0].Channels));
            using var own = NewDisposeScope();
            using var pass = new EdgePass(edge, norms[i], mixture.AsSpan(i * plan.Columns, plan.Columns), rows, states[edge.Source]);
            pass.Forward();
            var isFirst = states.Count == edge.Node + 2;
            if (isFirst)
            {
                states.Add(Node(edge, states[edge.Source]));
            }

            pass.Output(states[edge.Node + 2], adds: !isFirst);
            if (plan.Memory != MemoryUse.Low)
            {
                kept.AddRange(pass.Kept.Select(Outlive));
            }

            Outlive(states[^1]);
        }

        ctx.save_for_backward([.. states.Concat(kept).Select(maps => maps.Owner), .. vars.Skip(3).Cast<Tensor>()]);
        ctx.save_data(KeptPlan, plan);
        ctx.save_data(KeptNorms, norms);
        return SideBySide(states, plan);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (MixedCellPlan)ctx.get_data(KeptPlan);
        var norms = (List<FusedNorm[][]>)ctx.get_data(KeptNorms);
        var rows = RowKernels.For(plan.Channels);
        var saved = ctx.get_saved_variables();
        var states = saved.Take(plan.Nodes + 2).Select(Maps.View).ToArray();
        var weights = plan.Weights.Count();
        var mixture = saved[^(weights + 1)].data<float>().ToArray();
        var kept = saved.Skip(states.Length).SkipLast(weights + 1).Select(Maps.View).ToArray();
        var wantsWeights = Enumerable.Range(FirstWeight, weights).Any(ctx.needs_input_grad);
        var gradients = Gradients(plan, states, grad_output, [ctx.needs_input_grad(0), ctx.needs_input_grad(1)]);
        var shares = new float[plan.Edges.Count * plan.Columns];
        var weightGradients = new List<Tensor>[plan.Edges.Count];
        var firstKept = Offsets(plan, kept.Length > 0);
        for (var i = plan.Edges.Count - 1; i >= 0; i--)
        {
            using var own = NewDisposeScope();
            var edge = plan.Edges[i];
            using var pass = new EdgePass(edge, norms[i], mixture.AsSpan(i * plan.Columns, plan.Columns), rows, states[edge.Source]);
            if (kept.Length == 0)
            {
                pass.Forward(again: true);
            }
            else
            {
                pass.Restore(kept.Skip(firstKept[i]).GetEnumerator());
            }

            var found = pass.Backward(gradients[edge.Node + 2]!, gradients[edge.Source], wantsWeights);
            for (var choice = 0; choice < found.Length; choice++)
            {
                shares[(i * plan.Columns) + edge.Choices[choice].Column] = (float)found[choice];
            }

            weightGradients[i] = wantsWeights ? [.. pass.WeightGradients().Select(tensor => tensor.MoveToOuterDisposeScope())] : [];
        }

        return
        [
            gradients[0]?.ToTensor(plan.Channels),
            gradients[1]?.ToTensor(plan.Channels),
            tensor(shares, [plan.Edges.Count, plan.Columns]),
            .. wantsWeights ? weightGradients.SelectMany(list => list) : Enumerable.Repeat<Tensor?>(null, weights),
        ];
    }

    private static bool IsPlain(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.device.type == DeviceType.CPU;

    private static Maps Node(MixedEdgePlan edge, Maps input)
    {
        var stride = edge.Choices.Max(choice => choice.Parts switch
        {
            StagesChoice stages => stages.Stages[0].Stride,
            PoolChoice pool => pool.Stride,
            _ => 1,
        });
        return Maps.Empty(input.Samples, ((input.Height - 1) / stride) + 1, ((input.Width - 1) / stride) + 1, input.Channels);
    }

    private static Maps Outlive(Maps maps)
    {
        maps.Owner.MoveToOuterDisposeScope();
        return maps;
    }

    private static Tensor SideBySide(List<Maps> states, MixedCellPlan plan)
    {
        var node = states[2];
        var step = plan.Nodes * plan.Channels;
        var output = empty([node.Samples, step, node.Height, node.Width], format: memory_format.channels_last);
        foreach (var (i, state) in states.Skip(2).Index())
        {
            state.Spill(Maps.Pointer(output), step, i * plan.Channels, plan.Channels);
        }

        return output;
    }

    /// <summary>One gradient per state: a node's begins as its part of the output's, an input's as zeros where it is wanted.</summary>
    private static Maps?[] Gradients(MixedCellPlan plan, Maps[] states, Tensor output, bool[] wanted)
    {
        var dense = output.contiguous(memory_format.channels_last);
        var gradients = new Maps?[states.Length];
        for (var i = 0; i < states.Length; i++)
        {
            if (i >= 2 || wanted[i])
            {
                gradients[i] = Maps.Zeros(states[i].Samples, states[i].Height, states[i].Width, states[i].Channels);
            }

            if (i >= 2)
            {
                gradients[i]!.Fill(Maps.Pointer(dense), plan.Nodes * plan.Channels, (i - 2) * plan.Channels, plan.Channels);
            }
        }

        return gradients;
    }

    /// <summary>Where each edge's kept maps begin among all.</summary>
    private static int[] Offsets(MixedCellPlan plan, bool any)
    {
        var offsets = new int[plan.Edges.Count];
        for (var i = 1; any && i < offsets.Length; i++)
        {
            offsets[i] = offsets[i - 1] + plan.Edges[i - 1].Choices.Sum(choice => (choice.Parts as StagesChoice)?.Stages.Count ?? 0);
        }

        return offsets;
    }
}
