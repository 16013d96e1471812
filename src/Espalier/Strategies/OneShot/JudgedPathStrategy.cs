using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies.Gradient;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// The frame of searches that train the weights of one path for each batch and, in an epoch behind those, judge paths by these weights; the best is
/// what they come to. A method says which paths.
/// </summary>
public abstract class JudgedPathStrategy : PathStrategy
{
    private int epoch;

    /// <param name="context">The search.</param>
    /// <param name="options">How the shared weights are trained.</param>
    /// <param name="candidates">How many paths are judged.</param>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    private protected JudgedPathStrategy(GradientContext context, WeightOptions options, int candidates)
        : base(context, options) => Judging = new PathJudging(context, candidates);

    /// <inheritdoc/>
    public sealed override int EpochsAfter => 1;

    /// <summary>The epoch behind.</summary>
    private protected PathJudging Judging { get; }

    /// <inheritdoc/>
    public sealed override void BeginEpoch(int epoch)
    {
        this.epoch = epoch;
        if (!Judging.IsIn(epoch))
        {
            Lower.BeginEpoch(epoch);
        }
    }

    /// <inheritdoc/>
    public sealed override StepReport Step(Batch train, Batch validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        using var scope = NewDisposeScope();
        Supernet.train();
        if (Judging.IsIn(epoch))
        {
            return Judging.Step(train, validation, _ => Draw());
        }

        Judging.Trained();
        using var path = Judging.Through(Draw());
        var report = Lower.Step(train, new StepReport(), path);
        return report.Diverged is null ? Learn(validation, report) : report;
    }

    /// <inheritdoc/>
    public sealed override Genotype Derive() => Supernet.Derive(Mixture());

    /// <inheritdoc/>
    public sealed override IReadOnlyList<double[]> Entropies() => EntropiesOf(Mixture(), sums: true);

    /// <summary>The path to train or to judge next: per cell kind an operation of each edge.</summary>
    private protected abstract IReadOnlyList<int[]> Draw();

    /// <summary>What the method learns after a step of the weights; by default nothing.</summary>
    private protected virtual StepReport Learn(Batch validation, StepReport report) => report;

    private protected override void Capture(StateGroups state) => Judging.Capture(state);

    private protected override void Restore(StateGroups state) => Judging.Restore(state);
}
