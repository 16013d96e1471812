using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Stages;

/// <summary>A stage as one node of the graph: ReLU, convolutions and batch norm, with only the gradients that are asked for.</summary>
internal sealed unsafe class StageFunction : autograd.SingleTensorFunction<StageFunction>
{
    private const string KeptParts = nameof(StageParts);
    private const string KeptNorm = nameof(FusedNorm);

    /// <inheritdoc/>
    public override string Name => "FusedStage";

    /// <summary>Whether it computes what these layers would: float32 on the processor, nobody watching a single layer.</summary>
    internal static bool Handles(StageParts parts, Tensor input) =>
        parts.IsKnown && input.dtype == ScalarType.Float32 && input.device.type == DeviceType.CPU && input.dim() == 4
        && input.numel() > 0 && input.size(1) == parts.Inputs
        && !parts.Pointwise.Append(parts.Depthwise).Any(layer => layer is { has_forward_hooks: true }) && !parts.Norm.has_forward_hooks
        && parts.ConvolutionWeights.All(weight => weight.dtype == ScalarType.Float32);

    /// <summary>[N, C, H, W] to [N, outputs, H / stride, W / stride], channels-last.</summary>
    internal static Tensor Apply(StageParts parts, Tensor input) => apply([parts, input, .. parts.Weights]);

    /// <inheritdoc/>
    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var parts = (StageParts)vars[0];
        var rows = RowKernels.For(parts.Outputs);
        var input = Maps.Of((Tensor)vars[1], rows);
        using var stage = new Stage(parts, rows, input.Height, input.Width, parts.Border);
        var before = Maps.Empty(input.Samples, stage.Height, stage.Width, stage.Outputs);
        var norm = new FusedNorm(parts.Norm, stage.Outputs);
        var moments = Gathering.Per(input.Samples, () => new ChannelMoments(stage.Outputs));
        SampleLoop.Run(input.Samples, Size(stage, input, parts), (sample, chunk, scratch) =>
        {
            var frame = stage.ReadsPixels ? Frame.Of(input, sample) : Frame.OfRelu(input, sample, parts.Border, rows, scratch);
            stage.Forward(frame, before.Sample(sample), norm.UsesBatch ? moments[chunk] : null, scratch);
        });
        if (norm.UsesBatch)
        {
            norm.Finish(moments.Sum());
        }

        var output = Maps.Empty(input.Samples, stage.Height, stage.Width, stage.Outputs);
        SampleLoop.Run(input.Samples, 0, (sample, _, _) =>
            rows.Scale(output.Sample(sample), before.Sample(sample), norm.Scale, norm.Shift, output.Pixels, output.Channels, adds: false));
        ctx.save_for_backward([input.Owner, before.Owner, .. vars.Skip(2).Cast<Tensor>()]);
        ctx.save_data(KeptParts, parts);
        ctx.save_data(KeptNorm, norm);
        return output.ToTensor(parts.Outputs);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var parts = (StageParts)ctx.get_data(KeptParts);
        var norm = (FusedNorm)ctx.get_data(KeptNorm);
        var saved = ctx.get_saved_variables();
        var rows = RowKernels.For(parts.Outputs);
        var (input, before, gradient) = (Maps.View(saved[0]), Maps.View(saved[1]), Maps.Of(grad_output, rows));
        using var stage = new Stage(parts, rows, input.Height, input.Width, parts.Border);
        var products = Gathering.Per(input.Samples, () => new ChannelProducts(stage.Outputs));
        SampleLoop.Run(input.Samples, 4 * stage.Outputs, (sample, chunk, scratch) => rows.Gather(
            gradient.Sample(sample), before.Sample(sample), norm.Mean, before.Pixels, before.Channels, products[chunk], scratch));
        var sum = products.Sum();
        norm.PrepareBackward(sum, 1);
        var convolutions = parts.ConvolutionWeights.Count();
        var wantsWeights = Enumerable.Range(1, convolutions).Any(ctx.needs_input_grad);
        using var sums = new ChunkSums(input.Samples, wantsWeights ? stage : null);
        var result = ctx.needs_input_grad(0) ? Maps.Empty(input.Samples, input.Height, input.Width, input.Channels) : null;
        if (wantsWeights || result is not null)
        {
            SampleLoop.Run(input.Samples, Size(stage, input, parts) + input.SampleSize, (sample, chunk, scratch) =>
            {
                var frame = stage.ReadsPixels ? Frame.Of(input, sample) : Frame.OfRelu(input, sample, parts.Border, rows, scratch);
                var active = result is null ? null : scratch.Take(input.SampleSize);
                var through = new NormGradient(norm, gradient.Sample(sample), before.Sample(sample));
                stage.Backward(frame, through, active, adds: false, sums[chunk], scratch);
                if (result is not null)
                {
                    rows.Gated(result.Sample(sample), input.Sample(sample), active, (int)input.SampleSize, adds: false);
                }
            });
        }

        return
        [
            result?.ToTensor(parts.Inputs),
            .. wantsWeights ? sums.ToTensors() : Enumerable.Repeat<Tensor?>(null, convolutions),
            .. norm.AffineGradients(),
        ];
    }

    private static nint Size(Stage stage, Maps input, StageParts parts) =>
        stage.ScratchSize + Frame.Size(input.Height, input.Width, input.Channels, parts.Border) + (4 * stage.Outputs);
}
