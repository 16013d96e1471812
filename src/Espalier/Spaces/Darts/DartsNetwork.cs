using Espalier.Data;
using Espalier.Kernels.Cells;
using Espalier.Kernels.Frozen;
using Espalier.Spaces.Darts.Blocks;

namespace Espalier.Spaces.Darts;

/// <summary>The network of a DARTS genotype: stem, cells, global average, classifier, and in training the auxiliary head.</summary>
internal sealed class DartsNetwork : Network
{
    private readonly Normalization normalization;
    private readonly Module<Tensor, Tensor> stem;
    private readonly ImageShape input;
    private readonly ModuleList<DartsCell> cells;
    private readonly AuxiliaryHead? auxiliary;
    private readonly Linear classifier;

    internal DartsNetwork(DartsGenotype genotype, NetworkSettings settings, BlockForm form)
        : base(nameof(DartsNetwork))
    {
        var plan = DartsPlan.Cells(settings, genotype.NormalConcat.Count, genotype.ReduceConcat.Count);
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        (stem, input) = (DartsBlocks.Stem(settings), settings.Input);
        cells = new(plan.Select(cell => cell.Reduces
            ? new DartsCell(cell, genotype.Reduce, genotype.ReduceConcat, form, settings.Kernels, genotype.Choices)
            : new DartsCell(cell, genotype.Normal, genotype.NormalConcat, form, settings.Kernels, genotype.Choices)));
        if (settings.Auxiliary)
        {
            var reduced = plan[DartsPlan.ReductionBeforeHead(settings.Cells)];
            auxiliary = new AuxiliaryHead(reduced.Channels * genotype.ReduceConcat.Count, settings.Classes);
        }

        var last = plan[^1];
        classifier = Linear(last.Channels * (last.Reduces ? genotype.ReduceConcat : genotype.NormalConcat).Count, settings.Classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor>? Freeze()
    {
        FusedCellPlan[] known = [.. cells.Select(cell => cell.Fused).OfType<FusedCellPlan>().Where(FrozenCell.Handles)];
        if (training || known.Length < cells.Count || modules().OfType<Module<Tensor, Tensor>>().Any(part => part.has_forward_hooks)
            || !FrozenNetwork.Handles(parameters()))
        {
            return null;
        }

        return new FrozenNetwork(new FrozenParts
        {
            Statistics = normalization.Statistics,
            Stem = stem.modules().OfType<Conv2d>().Single(),
            StemNorm = stem.modules().OfType<BatchNorm2d>().Single(),
            Cells = known,
            Classifier = classifier,
            Image = (input.Channels, input.Height, input.Width),
        });
    }

    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images)
    {
        var drop = new DropPath(training ? DropPathProbability : 0, DropPathGenerator);
        var before = stem.call(normalization.call(images));
        var previous = before;
        Tensor? side = null;
        for (var i = 0; i < cells.Count; i++)
        {
            (before, previous) = (previous, cells[i].Forward(before, previous, drop));
            if (training && auxiliary is not null && i == DartsPlan.ReductionBeforeHead(cells.Count))
            {
                side = auxiliary.call(previous);
            }
        }

        var features = functional.adaptive_avg_pool2d(previous, 1).flatten(1);
        return (classifier.call(features), side);
    }
}
