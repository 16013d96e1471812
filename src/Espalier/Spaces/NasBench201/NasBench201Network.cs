using Espalier.Spaces.NasBench201.Blocks;

namespace Espalier.Spaces.NasBench201;

/// <summary>
/// The network of a cell (section 2.2 of the paper): stem, three stages of cells with a residual block between each two, batch norm and
/// ReLU, global average, classifier. It has no auxiliary head and drops no paths.
/// </summary>
internal sealed class NasBench201Network : Network
{
    private readonly Normalization normalization;
    private readonly Module<Tensor, Tensor> stem;
    private readonly ModuleList<Module<Tensor, Tensor>> cells;
    private readonly Module<Tensor, Tensor> tail;
    private readonly Linear classifier;

    internal NasBench201Network(NasBench201Genotype genotype, IReadOnlyList<CellPlan> plan, NetworkSettings settings, BlockForm form)
        : base(nameof(NasBench201Network))
    {
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        stem = NasBench201Blocks.Stem(settings);
        cells = new(plan.Select<CellPlan, Module<Tensor, Tensor>>(cell => cell.IsFixed
            ? new ResidualBlock(cell.Previous, cell.Channels)
            : new NasBench201Cell(genotype, cell.Channels, form)));
        tail = NasBench201Blocks.Tail(plan[^1].Channels);
        classifier = Linear(plan[^1].Channels, settings.Classes);
        RegisterComponents();
    }

    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images)
    {
        var last = Enumerable.Range(0, cells.Count).Aggregate(stem.call(normalization.call(images)), (value, i) => cells[i].call(value));
        return (classifier.call(functional.adaptive_avg_pool2d(tail.call(last), 1).flatten(1)), null);
    }
}
