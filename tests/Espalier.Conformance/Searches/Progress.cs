using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>What somebody who watches a gradient search is told.</summary>
internal static class Progress
{
    public static IEnumerable<string> Faults(IRelaxedSpace space, SearchFolder folder, GradientRun straight, IReadOnlyList<GradientRun> broken) =>
        OfSteps(straight.Told)
            .Concat(OfLog(folder))
            .Concat(OfEpochs(space, straight))
            .Concat(OfResumption(straight, broken))
            .ToArray();

    private static IEnumerable<string> OfSteps(IReadOnlyList<SearchProgress> told)
    {
        var total = told.Count == 0 ? 0 : told[0].Total;
        if (told.Count < TinyProblem.Epochs * TinyProblem.StepsPerEpoch || told.Count != total)
        {
            yield return $"{told.Count} steps are told of {total}";
        }

        if (!told.Select(progress => progress.Done).SequenceEqual(Enumerable.Range(1, told.Count).Select(step => (long)step)))
        {
            yield return $"steps are told as {string.Join(", ", told.Select(progress => progress.Done))}";
        }

        if (told.Any(progress => progress.Total != total))
        {
            yield return $"the number of steps changes: {string.Join(", ", told.Select(progress => progress.Total).Distinct())}";
        }

        if (told.FirstOrDefault(progress => progress.EndsEpoch != (progress.Done % TinyProblem.StepsPerEpoch == 0)) is { } stray)
        {
            yield return $"step {stray.Done} {(stray.EndsEpoch ? "is" : "is not")} told as the end of an epoch";
        }

        if (told.Any(progress => string.IsNullOrWhiteSpace(progress.Text)))
        {
            yield return "a step is told without words";
        }
    }

    /// <summary>The words are the loop's; the numbers in them are the method's.</summary>
    private static IEnumerable<string> OfLog(SearchFolder folder)
    {
        var log = SearchLog.Read(folder.Log);
        if (log.Steps.Any(step => !(step.TrainLoss > 0 && double.IsFinite(step.TrainLoss))))
        {
            yield return $"training losses are told as {string.Join(", ", log.Steps.Select(step => step.TrainLoss))}";
        }

        if (log.Steps.All(step => step.Objectives.Count == 0))
        {
            yield return "no objective is ever told";
        }
    }

    private static IEnumerable<string> OfEpochs(IRelaxedSpace space, GradientRun run)
    {
        var epochs = run.Epochs.SelectMany(part => part).ToArray();
        if (!epochs.Select(epoch => epoch.Epoch).SequenceEqual(Enumerable.Range(0, run.Told.Count / TinyProblem.StepsPerEpoch)))
        {
            yield return $"epochs are recorded as {string.Join(", ", epochs.Select(epoch => epoch.Epoch))}";
        }

        if (epochs.Any(epoch => epoch.Entropy.Count != space.CellKinds.Count
            || epoch.Entropy.Any(edges => edges.Length != space.Edges.Count || edges.Any(nats => !(nats >= 0 && double.IsFinite(nats))))))
        {
            yield return "an epoch's entropies are not one of at least 0 for every edge";
        }

        foreach (var fault in epochs.Select(epoch => epoch.Genotype).Distinct().SelectMany(text => Readable(space, text)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Readable(IRelaxedSpace space, string text)
    {
        try
        {
            return space.Parse(text, "epoch") is null ? [$"an epoch records '{text}'"] : [];
        }
        catch (InvalidInputException fault)
        {
            return [$"an epoch records no genotype: {fault.Message}"];
        }
    }

    /// <summary>Sessions tell together what a straight search tells; each begins with the epochs that its checkpoint remembers.</summary>
    private static IEnumerable<string> OfResumption(GradientRun straight, IReadOnlyList<GradientRun> broken)
    {
        if (!broken.SelectMany(session => session.Told).SequenceEqual(straight.Told))
        {
            yield return "an interrupted search and its resumptions do not tell together what a straight one tells";
        }

        var ended = 0;
        foreach (var session in broken)
        {
            if (session.Epochs.Count == 0 || session.Epochs[0].Count != ended)
            {
                yield return $"a resumed search does not begin with the {ended} epochs that ended before";
            }

            ended = session.Epochs.Sum(part => part.Count);
        }
    }
}
