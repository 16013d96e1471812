using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>
/// An operation that stands alone as one node of the graph: an edge of one choice, as <see cref="EdgePass"/> computes it within a cell.
/// </summary>
internal sealed unsafe class EdgeFunction : autograd.SingleTensorFunction<EdgeFunction>
{
    private const string KeptPlan = nameof(FusedEdgePlan);
    private const string KeptNorms = nameof(FusedNorm);

    /// <inheritdoc/>
    public override string Name => "FusedEdge";

    /// <summary>Whether it computes what these layers would: float32 on the processor, nobody watching a single layer.</summary>
    internal static bool Handles(ChoiceParts parts, Tensor input) =>
        IsPlain(input) && input.dim() == 4 && input.numel() > 0
        && parts.Outputs((int)input.size(1)) is var outputs && input.size(1) == parts.Inputs(outputs) && parts.IsKnown(outputs)
        && parts.Weights.All(IsPlain) && !parts.Layers.Any(layer => layer.has_forward_hooks);

    /// <summary>[N, C, H, W] to [N, outputs, H / stride, W / stride], channels-last.</summary>
    internal static Tensor Apply(ChoiceParts parts, Tensor input) => apply([new FusedEdgePlan(0, 0, [(0, parts)]), input, .. parts.Weights]);

    /// <inheritdoc/>
    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (plan, given) = ((FusedEdgePlan)vars[0], (Tensor)vars[1]);
        var outputs = plan.Choices[0].Parts.Outputs((int)given.size(1));
        var rows = RowKernels.For(outputs);
        var norms = EdgePass.Norms(plan, outputs, rows.Pad(outputs));
        var input = Maps.Of(given, rows);
        using var pass = new EdgePass(plan, norms, [1], rows, input);
        pass.Forward();
        var output = pass.NewNode();
        pass.Output(output, adds: false);
        ctx.save_for_backward([input.Owner, .. pass.Kept.Select(maps => maps.Owner), .. vars.Skip(2).Cast<Tensor>()]);
        ctx.save_data(KeptPlan, plan);
        ctx.save_data(KeptNorms, norms);
        return output.ToTensor(outputs);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (FusedEdgePlan)ctx.get_data(KeptPlan);
        var norms = (FusedNorm[][])ctx.get_data(KeptNorms);
        var saved = ctx.get_saved_variables();
        var parts = plan.Choices[0].Parts;
        var outputs = (int)grad_output.size(1);
        var rows = RowKernels.For(outputs);
        var weights = parts.Weights.Count();
        var wantsWeights = Enumerable.Range(1, weights).Any(ctx.needs_input_grad);
        var input = Maps.View(saved[0]);
        using var pass = new EdgePass(plan, norms, [1], rows, input);
        pass.Restore(saved.Skip(1).SkipLast(weights).Select(Maps.View).GetEnumerator());
        var writes = parts is StagesChoice;
        var result = ctx.needs_input_grad(0) ? input.Alike(zero: !writes) : null;
        pass.Backward(Maps.Of(grad_output, rows), result, writes, wantsShares: false, wantsWeights);
        return
        [
            result?.ToTensor(parts.Inputs(outputs)),
            .. wantsWeights ? pass.WeightGradients() : Enumerable.Repeat<Tensor?>(null, weights),
        ];
    }

    private static bool IsPlain(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.device.type == DeviceType.CPU;
}
