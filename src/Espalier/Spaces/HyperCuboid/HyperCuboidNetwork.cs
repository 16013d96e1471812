namespace Espalier.Spaces.HyperCuboid;

/// <summary>
/// The network of a path: stem, steps, the end that brings the last maps to the features, global average, classifier. It has no auxiliary head, and
/// in a row without branches there is no path to drop.
/// </summary>
internal sealed class HyperCuboidNetwork : Network
{
    private readonly Normalization normalization;
    private readonly Module<Tensor, Tensor> stem;
    private readonly ModuleList<Module<Tensor, Tensor>> steps;
    private readonly Module<Tensor, Tensor> end;
    private readonly Linear classifier;

    internal HyperCuboidNetwork(HyperCuboidGenotype genotype, NetworkSettings settings, BlockForm form)
        : base(nameof(HyperCuboidNetwork))
    {
        int[] widths = [.. genotype.Widths.Select(width => width * settings.Channels)];
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        stem = HyperCuboidBlocks.Stem(widths[0], settings);
        steps = new(genotype.Operations.Select((operation, step) => HyperCuboidBlocks.Step(
            operation, widths[step], widths[step + 1], HyperCuboidShape.StrideOf(step), form, settings.Kernels)));
        end = HyperCuboidBlocks.End(widths[^1], settings);
        classifier = Linear(HyperCuboidBlocks.Features(settings), settings.Classes);
        RegisterComponents();
    }

    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images)
    {
        var last = Enumerable.Range(0, steps.Count).Aggregate(stem.call(normalization.call(images)), (value, i) => steps[i].call(value));
        return (classifier.call(functional.adaptive_avg_pool2d(end.call(last), 1).flatten(1)), null);
    }
}
