using Espalier.Data;
using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// The end of a search over shared weights: in an epoch behind those that train, paths are judged by the weights, each on one batch of validation
/// images, batch norm by the statistics of the batch; the best is taken.
/// </summary>
/// <remarks>
/// No weight steps there: the training loss that is told is that of the best path so far on the batch. Where the epoch has fewer batches than there
/// are paths, some share a batch.
/// </remarks>
/// <param name="context">The search.</param>
/// <param name="candidates">How many paths are judged.</param>
internal sealed class PathJudging(GradientContext context, int candidates)
{
    private long trained;
    private long looked;

    /// <summary>What was judged.</summary>
    internal JudgedPaths Judged { get; } = new(context);

    private Supernet Supernet => context.Supernet;

    /// <summary>Whether an epoch is the one in which paths are judged.</summary>
    internal bool IsIn(int epoch) => epoch >= context.Epochs;

    /// <summary>A step that trains was taken; as many as an epoch has tell how long the one that judges is.</summary>
    internal void Trained() => trained++;

    /// <summary>The supernet as one path. It owns the path's weights, not the supernet; it belongs to the caller's scope.</summary>
    internal DrawnPath Through(IReadOnlyList<int[]> path) => new(Supernet, [.. path.Zip(Supernet.Architecture, PathStrategy.OneHot)]);

    /// <summary>Judges as many paths as are due, so that the last batch of the epoch sees the last of them.</summary>
    /// <param name="train">A batch for the loss that is told.</param>
    /// <param name="validation">The batch to judge on.</param>
    /// <param name="next">The path to judge, by how many were judged before.</param>
    internal StepReport Step(Batch train, Batch validation, Func<int, IReadOnlyList<int[]>> next)
    {
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(Supernet);
        looked++;
        var steps = Math.Max(1, trained / context.Epochs);
        var due = Math.Min(candidates, ((looked * candidates) + steps - 1) / steps);
        var (sum, count) = (0.0, 0);
        for (; Judged.Count < due; count++)
        {
            var path = next(Judged.Count);
            var seen = See(path, validation);
            Judged.Add(path, seen);
            sum += seen.Loss;
        }

        var (loss, accuracy) = See(Judged.Best!, train);
        return new StepReport
        {
            TrainLoss = loss,
            TrainAccuracy = accuracy,
            Objectives = count == 0 ? new Dictionary<string, double>() : new() { [ObjectiveNames.Accuracy] = sum / count },
            Diverged = double.IsFinite(loss) ? null : $"the best path's loss is {loss}",
        };
    }

    /// <summary>A path's loss and accuracy on a batch. Whoever asks records no gradients and keeps the running statistics.</summary>
    internal (double Loss, double Accuracy) See(IReadOnlyList<int[]> path, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var through = Through(path);
        return PathStrategy.Seen(through.call(batch.Images), batch.Labels);
    }

    /// <summary>Adds its tensors.</summary>
    internal void Capture(StateGroups state)
    {
        state.Add("steps", tensor([trained, looked]));
        Judged.Capture(state);
    }

    /// <summary>Puts back what was captured.</summary>
    internal void Restore(StateGroups state)
    {
        var steps = state.Tensors["steps"].data<long>();
        (trained, looked) = (steps[0], steps[1]);
        Judged.Restore(state.Tensors);
    }
}
