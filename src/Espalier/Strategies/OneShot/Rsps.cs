using Espalier.Catalog;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// Random search with parameter sharing: every batch trains the weights of a path drawn evenly; then paths are drawn, judged by those
/// weights, and the best is taken. Nothing is learnt of the architecture before: what a cleverer search has to beat.
/// </summary>
/// <remarks>
/// <para>
/// As NAS-Bench-201's comparison has it (arXiv 2001.00326): 100 paths, each judged on one batch of validation images, batch norm by the
/// statistics of the batch. Departures: where that epoch has fewer batches than there are paths, some share a batch; equal accuracies are told
/// apart by the loss.
/// </para>
/// <para>
/// Paths are judged in an epoch behind those of the search. No weight steps there: the training loss that is told is that of the best path
/// so far on the batch.
/// </para>
/// </remarks>
[Method(
    "rsps",
    Paper = "Random Search and Reproducibility for Neural Architecture Search, arXiv 1902.07638",
    Year = 2019,
    Summary = "weights shared by paths drawn evenly; of 100 drawn in the end the best by them")]
[NeedsSpace(typeof(ICellSpace))]
[Lacks("objectives", "it draws evenly, whatever a path is worth: there is nothing that objectives could move")]
public sealed class Rsps : PathStrategy
{
    private readonly RspsOptions options;
    private readonly JudgedPaths judged;
    private int epoch;
    private long trained;
    private long looked;

    /// <summary>A search over a supernet.</summary>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    public Rsps(GradientContext context, RspsOptions options)
        : base(context, options) => (this.options, judged) = (options, new JudgedPaths(context));

    /// <inheritdoc/>
    public override int EpochsAfter => 1;

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        this.epoch = epoch;
        if (epoch < Context.Epochs)
        {
            Lower.BeginEpoch(epoch);
        }
    }

    /// <inheritdoc/>
    public override StepReport Step(Batch train, Batch validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        using var scope = NewDisposeScope();
        Supernet.train();
        if (epoch >= Context.Epochs)
        {
            return Judge(train, validation);
        }

        trained++;
        using var path = Through(judged.Draw(Random));
        return Lower.Step(train, new StepReport(), path);
    }

    /// <inheritdoc/>
    public override Genotype Derive() => Supernet.Derive(judged.Best is { } best ? judged.Weights(best) : Mixture());

    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Mixture() => judged.Worth();

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Entropies() => EntropiesOf(Mixture(), sums: true);

    private protected override void Capture(StateGroups state)
    {
        state.Add("steps", tensor([trained, looked]));
        judged.Capture(state);
    }

    private protected override void Restore(StateGroups state)
    {
        var steps = state.Tensors["steps"].data<long>();
        (trained, looked) = (steps[0], steps[1]);
        judged.Restore(state.Tensors);
    }

    private DrawnPath Through(IReadOnlyList<int[]> path) => new(Supernet, [.. path.Zip(Supernet.Architecture, OneHot)]);

    /// <summary>Judges as many paths as are due, so that the last batch of the epoch sees the last of them.</summary>
    private StepReport Judge(Batch train, Batch validation)
    {
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(Supernet);
        looked++;
        var steps = Math.Max(1, trained / Context.Epochs);
        var due = Math.Min(options.Candidates, ((looked * options.Candidates) + steps - 1) / steps);
        var (sum, count) = (0.0, 0);
        for (; judged.Count < due; count++)
        {
            var path = judged.Draw(Random);
            var seen = See(path, validation);
            judged.Add(path, seen);
            sum += seen.Loss;
        }

        var (loss, accuracy) = See(judged.Best!, train);
        return new StepReport
        {
            TrainLoss = loss,
            TrainAccuracy = accuracy,
            Objectives = count == 0 ? new Dictionary<string, double>() : new() { [ObjectiveNames.Accuracy] = sum / count },
            Diverged = double.IsFinite(loss) ? null : $"the best path's loss is {loss}",
        };
    }

    private (double Loss, double Accuracy) See(IReadOnlyList<int[]> path, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var through = Through(path);
        return Seen(through.call(batch.Images), batch.Labels);
    }
}

/// <summary>The settings of <see cref="Rsps"/>: those of weights, and how many paths are judged.</summary>
public sealed record RspsOptions : WeightOptions
{
    /// <summary>How many paths are drawn and judged in the end, at least 1. Default 100, as published.</summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 100;
}
