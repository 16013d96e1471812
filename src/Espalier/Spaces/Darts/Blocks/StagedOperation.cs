using Espalier.Kernels;
using Espalier.Kernels.Cells;
using Espalier.Kernels.Stages;

namespace Espalier.Spaces.Darts.Blocks;

/// <summary>Stages one after the other: ReLU, convolutions, batch norm, each layer registered under its place in the row.</summary>
internal sealed class StagedOperation : Module<Tensor, Tensor>, IChoice
{
    private readonly StageParts[] stages;
    private readonly StagesChoice parts;

    // Kernels know several stages in a row only where all are as wide as the last; others go one by one.
    private readonly StagesChoice[] single;
    private readonly KernelPath kernels;

    internal StagedOperation(KernelPath kernels, params StageParts[] stages)
        : base(nameof(StagedOperation))
    {
        (this.kernels, this.stages, parts) = (kernels, stages, new(stages));
        single = Array.Exists(stages, stage => stage.Outputs != stages[^1].Outputs)
            ? Array.ConvertAll(stages, stage => new StagesChoice([stage]))
            : [];
        var place = 0;
        foreach (var layer in stages.SelectMany(Layers))
        {
            register_module($"{place++}", layer);
        }
    }

    /// <inheritdoc/>
    public ChoiceParts Parts => parts;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (kernels == KernelPath.Fused && EdgeFunction.Handles(parts, input))
        {
            return EdgeFunction.Apply(parts, input);
        }

        return kernels == KernelPath.Fused && single.Length > 0
            ? single.Aggregate(input, (value, stage) =>
                EdgeFunction.Handles(stage, value) ? EdgeFunction.Apply(stage, value) : Plain(value, stage.Stages[0]))
            : stages.Aggregate(input, Plain);
    }

    private static Tensor Plain(Tensor value, StageParts stage) =>
        stage.Norm.call(stage.Pointwise[0].call(stage.Depthwise is { } depthwise ? depthwise.call(value.relu()) : value.relu()));

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
