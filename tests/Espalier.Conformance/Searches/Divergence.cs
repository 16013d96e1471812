using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Conformance.Searches;

/// <summary>A search whose weights are no numbers from the middle of its second epoch on, and what comes of resuming it.</summary>
internal sealed class Divergence
{
    private const int Poisoned = TinyProblem.StepsPerEpoch + 1;
    private readonly SearchFolder folder;
    private readonly SearchFolder left;

    private Divergence(SearchFolder folder, SearchFolder left, GradientRun run, GradientRun resumed) =>
        (this.folder, this.left, Run, Resumed) = (folder, left, run, resumed);

    /// <summary>The search.</summary>
    public GradientRun Run { get; }

    /// <summary>Its resumption.</summary>
    public GradientRun Resumed { get; }

    /// <summary>Searches and resumes.</summary>
    /// <param name="runner">Who searches.</param>
    /// <param name="folder">Where.</param>
    /// <param name="left">Gets what the search left, before it is resumed.</param>
    public static Divergence Of(GradientRunner runner, SearchFolder folder, SearchFolder left)
    {
        var run = runner.Run(folder, poisonAfter: Poisoned);
        folder.CopyTo(left);
        return new Divergence(folder, left, run, runner.Run(folder));
    }

    /// <summary>The first fault: what follows from it is not told.</summary>
    /// <param name="space">The space.</param>
    /// <param name="straight">The search without divergence.</param>
    /// <param name="straightFolder">What that left.</param>
    public IEnumerable<string> Faults(ISearchSpace space, GradientRun straight, SearchFolder straightFolder) =>
        OfSearch(straight, straightFolder).Concat(OfResumption()).Concat(Legality.Faults(space, Run.Genotype)).Take(1).ToArray();

    private IEnumerable<string> OfSearch(GradientRun straight, SearchFolder straightFolder)
    {
        if (Run.Report?.Failure is not { } failure)
        {
            yield return $"weights that are no numbers after step {Poisoned} go unnoticed";
            yield break;
        }

        if (Run.Told.Count != Poisoned + 1 || !failure.Contains("epoch 1, step 1", StringComparison.Ordinal))
        {
            yield return $"weights that are no numbers after step {Poisoned} end the search after {Run.Told.Count} steps: {failure}";
        }

        var log = SearchLog.Read(left.Log);
        if (log.Broken.Count > 0 || log.Steps.Count != Poisoned + 1 || log.Epochs != TinyProblem.Epochs)
        {
            yield return $"the log has {log.Steps.Count} steps, {log.Epochs} epochs, and {log.Broken.Count} lines that are neither";
        }

        // Its lines until then: the steps, and the summary of the first epoch.
        var before = SearchLog.Read(straightFolder.Log).Lines.Take(Poisoned + 1);
        if (!log.Lines.Take(Poisoned + 1).SequenceEqual(before) || log.Steps[^1].Diverged is null)
        {
            yield return "the log does not tell the steps before the divergence, and then the divergence";
        }

        var warnings = new List<string>();
        using var checkpoint = CheckpointFile.TryLoad(left.Checkpoint, warnings.Add);
        if (checkpoint is null || warnings.Count > 0)
        {
            yield return $"the checkpoint is not whole: {string.Join(", ", warnings)}";
        }
    }

    private IEnumerable<string> OfResumption()
    {
        if (Resumed.Told.Count > 0 || Resumed.Report?.Failure != Run.Report?.Failure)
        {
            yield return $"resumed, it goes on for {Resumed.Told.Count} steps and says '{Resumed.Report?.Failure}'";
        }

        foreach (var what in folder.Differences(left))
        {
            yield return $"resuming a search that diverged changes {what}";
        }

        if (!Resumed.Genotype.Equals(Run.Genotype))
        {
            yield return "resuming a search that diverged changes the genotype";
        }
    }
}
