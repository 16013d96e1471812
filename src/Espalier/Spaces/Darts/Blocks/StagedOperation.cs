using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Kernels.Stages;

namespace Espalier.Spaces.Darts.Blocks;

/// <summary>Stages one after the other: ReLU, convolutions, batch norm, each layer registered under its place in the row.</summary>
internal sealed class StagedOperation : Module<Tensor, Tensor>, IChoice
{
    private readonly StageParts[] stages;
    private readonly StagesChoice parts;
    private readonly KernelPath kernels;

    internal StagedOperation(KernelPath kernels, params StageParts[] stages)
        : base(nameof(StagedOperation))
    {
        (this.kernels, this.stages, parts) = (kernels, stages, new(stages));
        var place = 0;
        foreach (var layer in stages.SelectMany(Layers))
        {
            register_module($"{place++}", layer);
        }
    }

    /// <inheritdoc/>
    public ChoiceParts Parts => parts;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => kernels == KernelPath.Fused && EdgeFunction.Handles(parts, input)
        ? EdgeFunction.Apply(parts, input)
        : stages.Aggregate(input, (value, stage) =>
            stage.Norm.call(stage.Pointwise[0].call(stage.Depthwise is { } depthwise ? depthwise.call(value.relu()) : value.relu())));

    private static IEnumerable<Module> Layers(StageParts stage)
    {
        yield return ReLU();
        if (stage.Depthwise is { } depthwise)
        {
            yield return depthwise;
        }

        yield return stage.Pointwise[0];
        yield return stage.Norm;
    }
}
