using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>
/// An operation that stands alone as one node of the graph, or a mixed edge that does: what <see cref="EdgePass"/> computes within a cell.
/// </summary>
internal sealed unsafe class EdgeFunction : autograd.SingleTensorFunction<EdgeFunction>
{
    private const string KeptPlan = nameof(FusedEdgePlan);
    private const string KeptNorms = nameof(FusedNorm);
    private const string KeptShares = nameof(EdgePass);

    /// <inheritdoc/>
    public override string Name => "FusedEdge";

    /// <summary>Whether it computes what these layers would: float32 on the processor, nobody watching a single layer.</summary>
    internal static bool Handles(ChoiceParts parts, Tensor input) =>
        IsPlain(input) && input.dim() == 4 && input.numel() > 0
        && parts.Outputs((int)input.size(1)) is var outputs && input.size(1) == parts.Inputs(outputs) && parts.IsKnown(outputs)
        && parts.Weights.All(IsPlain) && !parts.Layers.Any(layer => layer.has_forward_hooks);

    /// <summary>[N, C, H, W] to [N, outputs, H / stride, W / stride], channels-last.</summary>
    internal static Tensor Apply(ChoiceParts parts, Tensor input) => apply([new FusedEdgePlan(0, 0, [(0, parts)]), input, .. parts.Weights]);

    /// <summary>Whether it computes what the modules of a mixed edge would, where all choices keep the width and no weight is 0.</summary>
    internal static bool Handles(FusedEdgePlan plan, Tensor input, Tensor shares) =>
        IsPlain(shares) && plan.Choices.All(choice => Handles(choice.Parts, input) && choice.Parts.Outputs((int)input.size(1)) == input.size(1));

    /// <summary>[N, C, H, W] and a weight per column of the mixture to [N, C, H / stride, W / stride], channels-last.</summary>
    internal static Tensor Apply(FusedEdgePlan plan, Tensor input, Tensor shares) =>
        apply([plan, input, .. plan.Choices.SelectMany(choice => choice.Parts.Weights), shares]);

    /// <inheritdoc/>
    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (plan, given) = ((FusedEdgePlan)vars[0], (Tensor)vars[1]);
        var outputs = plan.Choices[0].Parts.Outputs((int)given.size(1));
        var rows = RowKernels.For(outputs);
        var norms = EdgePass.Norms(plan, outputs, rows.Pad(outputs));
        var input = Maps.Of(given, rows);
        var shares = vars.Length > 2 + WeightsOf(plan) ? ((Tensor)vars[^1]).data<float>().ToArray() : [1];
        using var pass = new EdgePass(plan, norms, shares, rows, input);
        pass.Forward();
        var output = pass.NewNode();
        pass.Output(output, adds: false);
        ctx.save_for_backward([input.Owner, .. pass.Kept.Select(maps => maps.Owner), .. vars.Skip(2).Take(WeightsOf(plan)).Cast<Tensor>()]);
        ctx.save_data(KeptPlan, plan);
        ctx.save_data(KeptNorms, norms);
        ctx.save_data(KeptShares, (vars.Length > 2 + WeightsOf(plan), shares));
        return output.ToTensor(outputs);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (FusedEdgePlan)ctx.get_data(KeptPlan);
        var norms = (FusedNorm[][])ctx.get_data(KeptNorms);
        var saved = ctx.get_saved_variables();
        var (isMixed, mixture) = ((bool, float[]))ctx.get_data(KeptShares);
        var parts = plan.Choices[0].Parts;
        var outputs = (int)grad_output.size(1);
        var rows = RowKernels.For(outputs);
        var weights = WeightsOf(plan);
        var wantsShares = isMixed && ctx.needs_input_grad(1 + weights);
        var wantsWeights = Enumerable.Range(1, weights).Any(ctx.needs_input_grad);
        var input = Maps.View(saved[0]);
        using var pass = new EdgePass(plan, norms, mixture, rows, input);
        pass.Restore(saved.Skip(1).SkipLast(weights).Select(Maps.View).GetEnumerator());
        var writes = plan.Choices.Count == 1 && parts is StagesChoice;
        var result = ctx.needs_input_grad(0) ? input.Alike(zero: !writes) : null;
        var shares = pass.Backward(Maps.Of(grad_output, rows), result, writes, wantsShares, wantsWeights);
        return
        [
            result?.ToTensor(parts.Inputs(outputs)),
            .. wantsWeights ? pass.WeightGradients() : Enumerable.Repeat<Tensor?>(null, weights),
            .. isMixed ? new[] { wantsShares ? ByColumn() : null } : [],
        ];

        Tensor ByColumn()
        {
            var columns = new float[mixture.Length];
            foreach (var (choice, share) in plan.Choices.Zip(shares))
            {
                columns[choice.Column] = (float)share;
            }

            return tensor(columns);
        }
    }

    private static int WeightsOf(FusedEdgePlan plan) => plan.Choices.Sum(choice => choice.Parts.Weights.Count());

    private static bool IsPlain(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.device.type == DeviceType.CPU;
}
