namespace Espalier.Spaces.NasBenchMacro;

/// <summary>
/// The network of a row of blocks: stem, eight layers, 1x1 to the features, global average, classifier. It has no auxiliary head and drops no
/// paths.
/// </summary>
internal sealed class NasBenchMacroNetwork : Network
{
    private readonly Normalization normalization;
    private readonly Sequential stem;
    private readonly ModuleList<Module<Tensor, Tensor>> layers;
    private readonly Sequential end;
    private readonly Linear classifier;

    internal NasBenchMacroNetwork(NasBenchMacroGenotype genotype, NetworkSettings settings)
        : base(nameof(NasBenchMacroNetwork))
    {
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        stem = NasBenchMacroBlocks.Stem(settings);
        layers = new(NasBenchMacroLayers.All.Select(layer => NasBenchMacroBlocks.Layer(layer, genotype.Blocks[layer.Number], settings.Channels)));
        end = NasBenchMacroBlocks.End(settings);
        classifier = Linear(NasBenchMacroBlocks.Features(settings), settings.Classes);
        RegisterComponents();
    }

    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images)
    {
        var last = Enumerable.Range(0, layers.Count).Aggregate(stem.call(normalization.call(images)), (value, i) => layers[i].call(value));
        return (classifier.call(functional.adaptive_avg_pool2d(end.call(last), 1).flatten(1)), null);
    }
}
