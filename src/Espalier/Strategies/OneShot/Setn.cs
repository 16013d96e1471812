using Espalier.Catalog;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies.Gradient;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// SETN: weights train on paths drawn evenly, and an evaluator, the softmax of each edge, learns on the mixture of all operations which paths lose
/// less; in the end the paths that it holds most likely are judged by the weights, and the best is taken.
/// </summary>
/// <remarks>
/// <para>
/// As the authors' code for NAS-Bench-201 has it: weights first, then the evaluator by Adam in first order; 100 paths, each judged on one batch of
/// validation images in an epoch behind those of the search, batch norm by the statistics of the batch. On cells whose nodes keep only some edges a
/// path's chance is the product over the edges it keeps.
/// </para>
/// <para>
/// Departures: where the epoch that judges has fewer batches than there are paths, some share a batch; equal accuracies are told apart by the loss;
/// the evaluator may follow the objectives of any bi-level search, and weights the lower levels of any. With <c>selection=perturbation</c> that
/// decides, and no paths are judged.
/// </para>
/// </remarks>
[Method(
    "setn",
    Paper = "One-Shot Neural Architecture Search via Self-Evaluated Template Network, arXiv 1910.05733",
    Year = 2019,
    Summary = "weights of evenly drawn paths, an evaluator that says which are worth judging")]
[NeedsSpace(typeof(ICellSpace))]
public sealed class Setn : BilevelStrategy
{
    private readonly GradientContext context;
    private readonly SetnOptions options;
    private readonly PathJudging judging;
    private IReadOnlyList<IReadOnlyList<int[]>>? likely;
    private int epoch;

    /// <summary>A search over a supernet.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode, or the supernet has another form than the options ask for.</exception>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    public Setn(GradientContext context, SetnOptions options)
        : this(context, options, new PathJudging(context, options?.Candidates ?? 1))
    {
    }

    private Setn(GradientContext context, SetnOptions options, PathJudging judging)
        : base(context, options, generator => Levels(context, options, judging, generator)) =>
        (this.context, this.options, this.judging) = (context, options, judging);

    /// <inheritdoc/>
    public override int EpochsAfter => Judges ? 1 : base.EpochsAfter;

    private bool Judges => options.Selection != ArchitectureSelection.Perturbation;

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        this.epoch = epoch;
        base.BeginEpoch(epoch);
    }

    /// <inheritdoc/>
    public override StepReport Step(Batch train, Batch validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        if (!Judges || !judging.IsIn(epoch))
        {
            return base.Step(train, validation);
        }

        using var scope = NewDisposeScope();
        Supernet.train();
        likely ??= LikelyPaths.Of(Supernet.Mixture(), context.EdgeNodes, Supernet.EdgesPerNode, Supernet.Derivable, options.Candidates);

        // The evaluator rests, and follows no objective.
        return judging.Step(train, validation, place => likely[place % likely.Count]) with { Objectives = new Dictionary<string, double>() };
    }

    /// <summary>The evaluator's distributions; once paths were judged halved, with 1/2 more for the operations of the best.</summary>
    public override IReadOnlyList<double[,]> Mixture() => judging.Judged.Best is { } best ? judging.Judged.Above(best, base.Mixture()) : base.Mixture();

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Entropies() => EntropiesOf(Mixture(), sums: true);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Capture()
    {
        var state = new StateGroups(base.Capture());
        judging.Capture(state);
        return state.Tensors;
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        base.Restore(state);
        using var scope = NewDisposeScope();
        judging.Restore(new StateGroups(state));
        likely = null;
    }

    private static SearchLevels Levels(GradientContext context, SetnOptions options, PathJudging judging, Generator generator)
    {
        var weights = new WeightDescent(context, options, generator);
        return new(
            new EvenPaths(context, weights, judging), new Hypergradient(context.Supernet, weights.Optimizer, options), WeightsFirst: true);
    }
}

/// <summary>The settings of <see cref="Setn"/>; the evaluator learns in first order.</summary>
public sealed record SetnOptions : BilevelOptions
{
    /// <summary>First order.</summary>
    public SetnOptions() => Order = UnrollOrder.First;

    /// <summary>How many paths are judged in the end, at least 1. Default 100, as in NAS-Bench-201's comparison.</summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 100;
}
