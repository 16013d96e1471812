using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>
/// A cell as one node of the graph: mixed edges (DARTS, equation 2) or the edges of a genotype. Nodes are summed in place, gradients of
/// nodes too; of the way back only what is asked for is computed: no gradients of weights in a step of the architecture.
/// </summary>
internal sealed unsafe class CellFunction : autograd.SingleTensorFunction<CellFunction>
{
    private const string KeptPlan = nameof(FusedCellPlan);
    private const string KeptNorms = nameof(FusedNorm);

    // The tensors among the inputs: the cell's two, the mixture, the weights.
    private const int Mixture = 2;
    private const int FirstWeight = 3;

    /// <inheritdoc/>
    public override string Name => "FusedCell";

    /// <summary>Whether it computes what the modules would when nobody watches them: float32 on the processor.</summary>
    internal static bool Handles(FusedCellPlan plan, Tensor first, Tensor second)
    {
        return IsInput(first, 0) && IsInput(second, 1) && Size(first, 0) == Size(second, 1) && plan.Weights.All(IsPlain);

        bool IsInput(Tensor input, int place) => IsPlain(input) && input.numel() > 0 && input.dim() == 4
            && input.size(1) == plan.Inputs[place].Inputs(plan.Channels);

        (long Samples, long Height, long Width) Size(Tensor input, int place)
        {
            var stride = plan.Inputs[place].Stride;
            return (input.size(0), (input.size(2) - 1) / stride, (input.size(3) - 1) / stride);
        }
    }

    /// <summary>Whether a mixture is one that it reads.</summary>
    internal static bool Handles(Tensor mixture) => IsPlain(mixture);

    /// <summary>Both inputs [N, C, H, W] and a mixture [edges, columns] to the nodes side by side, channels-last.</summary>
    internal static Tensor Apply(FusedCellPlan plan, Tensor first, Tensor second, Tensor mixture) =>
        apply([plan, is_grad_enabled() && plan.Memory != MemoryUse.Low, first, second, mixture, .. plan.Weights]);

    /// <summary>The same for edges of one choice, which are summed as they are.</summary>
    internal static Tensor Apply(FusedCellPlan plan, Tensor first, Tensor second) =>
        Apply(plan, first, second, ones([plan.Edges.Count - plan.InputEdges, plan.Columns]));

    /// <inheritdoc/>
    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (plan, keeps) = ((FusedCellPlan)vars[0], (bool)vars[1]);
        var rows = RowKernels.For(plan.Channels);
        var norms = plan.Edges.Select(edge => EdgePass.Norms(edge, plan.Channels, rows.Pad(plan.Channels))).ToArray();
        var pass = new CellPass(plan, rows, norms, ((Tensor)vars[2 + Mixture]).data<float>().ToArray());
        var kept = pass.Forward(Maps.Of((Tensor)vars[2], rows), Maps.Of((Tensor)vars[3], rows), keeps);
        ctx.save_for_backward([.. pass.States.Concat(kept).Select(maps => maps.Owner), .. vars.Skip(2 + Mixture).Cast<Tensor>()]);
        ctx.save_data(KeptPlan, plan);
        ctx.save_data(KeptNorms, norms);
        return SideBySide(pass.States, plan);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (FusedCellPlan)ctx.get_data(KeptPlan);
        var norms = (FusedNorm[][][])ctx.get_data(KeptNorms);
        var rows = RowKernels.For(plan.Channels);
        var saved = ctx.get_saved_variables();
        var values = saved.Take(plan.States).Select(Maps.View).ToArray();
        var mixture = saved[^(plan.Weights.Count + 1)];
        var kept = saved.Skip(values.Length).SkipLast(plan.Weights.Count + 1).Select(Maps.View).ToArray();
        var wantsShares = ctx.needs_input_grad(Mixture);
        var wantsWeights = Enumerable.Range(FirstWeight, plan.Weights.Count).Any(ctx.needs_input_grad);
        var pass = new CellPass(plan, rows, norms, mixture.data<float>().ToArray());
        var gradients = Gradients(plan, values, grad_output, Wanted(ctx, wantsWeights));
        var (shares, weights) = pass.Backward(values, gradients, kept, wantsShares, wantsWeights);
        return
        [
            gradients[0]?.ToTensor(plan.Inputs[0].Inputs(plan.Channels)),
            gradients[1]?.ToTensor(plan.Inputs[1].Inputs(plan.Channels)),
            wantsShares ? tensor(shares, [plan.Edges.Count - plan.InputEdges, plan.Columns]) : null,
            .. wantsWeights ? weights : Enumerable.Repeat<Tensor?>(null, plan.Weights.Count),
        ];
    }

    /// <summary>Whether gradients of the inputs are wanted: as they come, and at the cell's width.</summary>
    private static bool[] Wanted(autograd.AutogradContext ctx, bool wantsWeights)
    {
        var (first, second) = (ctx.needs_input_grad(0), ctx.needs_input_grad(1));
        return [first, second, first || wantsWeights, second || wantsWeights];
    }

    private static bool IsPlain(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.device.type == DeviceType.CPU;

    private static Tensor SideBySide(IReadOnlyList<Maps> states, FusedCellPlan plan)
    {
        var node = states[^1];
        var step = plan.Outputs.Count * plan.Channels;
        var output = empty([node.Samples, step, node.Height, node.Width], format: memory_format.channels_last);
        foreach (var (place, i) in plan.Outputs.Index())
        {
            states[i + FusedEdgePlan.FirstNode].Spill(Maps.Pointer(output), step, place * plan.Channels, plan.Channels);
        }

        return output;
    }

    /// <summary>One gradient per state: a node's begins as its part of the output's, an input's where it is wanted.</summary>
    private static Maps?[] Gradients(FusedCellPlan plan, Maps[] states, Tensor output, bool[] wanted)
    {
        var dense = output.contiguous(memory_format.channels_last);
        var gradients = new Maps?[states.Length];
        for (var i = 0; i < states.Length; i++)
        {
            var like = states[i];
            var place = plan.Outputs.ToList().IndexOf(i - FusedEdgePlan.FirstNode);
            var isWritten = i < plan.InputEdges ? plan.Edges[i].IsInput : place >= 0 && plan.Channels == like.Channels;
            if (i < FusedEdgePlan.FirstNode && !wanted[i])
            {
                continue;
            }

            gradients[i] = like.Alike(zero: !isWritten);
            if (place >= 0)
            {
                gradients[i]!.Fill(Maps.Pointer(dense), plan.Outputs.Count * plan.Channels, place * plan.Channels, plan.Channels);
            }
        }

        return gradients;
    }
}
