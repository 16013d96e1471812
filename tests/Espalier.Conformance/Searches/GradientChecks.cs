using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>What every gradient strategy must keep. Each check gives the faults it found.</summary>
internal sealed class GradientChecks(ICellSpace space, Func<GradientContext, GradientStrategy> create, SupernetForm? form = null)
{
    private const ulong Seed = 5;
    private const int Steps = TinyProblem.Epochs * TinyProblem.StepsPerEpoch;

    /// <summary>The same seed gives the same log, genotype and state, bit by bit.</summary>
    public IEnumerable<string> Reproduces()
    {
        using var first = new SearchFolder();
        using var second = new SearchFolder();
        var (one, two) = (Search(first), Search(second));
        return first.Differences(second).Append(one.Genotype.Equals(two.Genotype) ? null : "the genotype").OfType<string>()
            .Select(what => $"{what} differs between two runs of one seed").ToArray();
    }

    /// <summary>Interrupted within an epoch or between two, it goes on to the very files of a straight run.</summary>
    public IEnumerable<string> Resumes()
    {
        using var straight = new SearchFolder();
        var expected = Search(straight);
        var faults = new List<string>();
        foreach (var stopped in new[] { 1, TinyProblem.StepsPerEpoch })
        {
            using var broken = new SearchFolder();
            Search(broken, stopped);
            var found = Search(broken);
            faults.AddRange(straight.Differences(broken)
                .Append(expected.Genotype.Equals(found.Genotype) ? null : "the genotype")
                .OfType<string>()
                .Select(what => $"{what} differs after an interruption at step {stopped}"));
        }

        return faults;
    }

    /// <summary>Steps after the first leave no tensor, and disposing it leaves none at all.</summary>
    public IEnumerable<string> LeaksNothing()
    {
        var ledger = new TensorLedger();
        var afterSteps = new List<long>();
        using (var folder = new SearchFolder())
        {
            Search(folder, afterStep: () => afterSteps.Add(ledger.OfThread));
        }

        // The first step makes the optimisers' state.
        if (afterSteps.Skip(1).Any(count => count != afterSteps[0]))
        {
            yield return $"tensors more than before, after each step: {string.Join(", ", afterSteps)}";
        }

        if (ledger.Fault is { } fault)
        {
            yield return fault;
        }
    }

    /// <summary>The genotype is of the space: it reads back from its text and can be built.</summary>
    public IEnumerable<string> DerivesLegally()
    {
        using var folder = new SearchFolder();
        return Legality.Faults(space, Search(folder).Genotype);
    }

    /// <summary>A loss that is no number ends the search with a reason and a genotype, not with an exception.</summary>
    public IEnumerable<string> SurvivesDivergence()
    {
        using var folder = new SearchFolder();
        SearchOutcome? outcome = null;
        var thrown = Record.Exception(() => outcome = Search(folder, poisoned: true));
        if (thrown is not null)
        {
            return [$"weights that are no numbers throw {thrown.GetType().Name}: {thrown.Message}"];
        }

        return outcome!.Report.Failure is null ? ["weights that are no numbers go unnoticed"] : Legality.Faults(space, outcome.Genotype);
    }

    /// <summary>Batches are borrowed: they are the same after a step.</summary>
    public IEnumerable<string> LeavesBatches()
    {
        using var scope = NewDisposeScope();
        using var supernet = TinyProblem.Supernet(space, Seed, form);
        using var strategy = create(TinyProblem.Context(space, supernet, Seed));
        using var train = TinyProblem.Loader(TinyProblem.Data.Train).Epoch(0).First();
        using var validation = TinyProblem.Loader(TinyProblem.Data.Validation).Epoch(0).First();
        var before = Of(train, validation).Select(tensor => tensor.clone()).ToArray();
        strategy.BeginEpoch(0);
        strategy.Step(train, validation);
        return Of(train, validation).Zip(before).Any(pair => pair.First.IsInvalid || !equal(pair.First, pair.Second))
            ? ["a step changed or freed its batches"]
            : [];

        static Tensor[] Of(Batch one, Batch other) => [one.Images, one.Labels, other.Images, other.Labels];
    }

    private SearchOutcome Search(SearchFolder folder, int stopAfter = Steps, bool poisoned = false, Action? afterStep = null)
    {
        using var supernet = TinyProblem.Supernet(space, Seed, form);
        using var strategy = create(TinyProblem.Context(space, supernet, Seed));
        using var stop = new CancellationTokenSource();
        if (poisoned)
        {
            Poison(supernet);
        }

        var search = new GradientSearch(
            strategy,
            TinyProblem.Loader(TinyProblem.Data.Train),
            TinyProblem.Loader(TinyProblem.Data.Validation),
            TinyProblem.Epochs,
            folder.Checkpoint,
            folder.Log,
            new StoppedClock());
        try
        {
            return search.Run(Watch, null, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new SearchOutcome(strategy.Derive(), new SearchReport());
        }

        void Watch(SearchProgress progress)
        {
            afterStep?.Invoke();
            if (progress.Done == stopAfter && stopAfter < Steps)
            {
                stop.Cancel();
            }
        }
    }

    private static void Poison(Supernet supernet)
    {
        using var unrecorded = no_grad();
        foreach (var weight in supernet.parameters())
        {
            weight.fill_(float.NaN);
        }
    }
}
