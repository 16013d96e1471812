using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>
/// What every gradient strategy must keep. Each check gives the faults it found. Checks share their searches, since one of them may take
/// a second.
/// </summary>
internal sealed class GradientChecks : IDisposable
{
    private readonly SearchFolder straightFolder = new();
    private readonly SearchFolder brokenFolder = new();
    private readonly SearchFolder divergedFolder = new();
    private readonly SearchFolder leftFolder = new();
    private readonly Func<GradientContext, GradientStrategy> create;
    private readonly GradientRunner runner;
    private readonly Lazy<GradientRun> straight;
    private readonly Lazy<GradientRun[]> broken;
    private readonly Lazy<Divergence> diverged;

    public GradientChecks(IRelaxedSpace space, Func<GradientContext, GradientStrategy> create, SupernetForm? form = null)
    {
        this.create = create;
        runner = new GradientRunner(space, create, form);
        straight = new(() => runner.Run(straightFolder));
        broken = new(() => [.. Stops().Select(stop => runner.Run(brokenFolder, stopAfter: stop)), runner.Run(brokenFolder)]);
        diverged = new(() => Divergence.Of(runner, divergedFolder, leftFolder));
    }

    private IRelaxedSpace Space => runner.Space;

    /// <summary>Whether the method has epochs after those of the search.</summary>
    private bool GoesOn => straight.Value.Told.Count > TinyProblem.Steps;

    /// <summary>
    /// The same seed gives the same log, genotype and state, bit by bit. Of a method that goes on after the search, which may take long, the
    /// log of the search; the rest is seen by <see cref="Resumes"/>.
    /// </summary>
    public IEnumerable<string> Reproduces()
    {
        using var again = new SearchFolder();
        var differences = GoesOn
            ? LogDifferences(runner.Run(again, stopAfter: TinyProblem.Steps), again)
            : Differences(straight.Value, straightFolder, runner.Run(again), again);
        return differences.Select(what => $"{what} differs between two runs of one seed").ToArray();
    }

    /// <summary>
    /// Interrupted within an epoch, between two, and halfway through what a method does after the search, it goes on to the very files of a
    /// straight run.
    /// </summary>
    public IEnumerable<string> Resumes()
    {
        var sessions = broken.Value;
        var stops = string.Join(", ", Stops());
        return sessions[..^1].Any(session => session.Report is not null)
            ? [$"an interruption after one of the steps {stops} is not heard"]
            : Differences(straight.Value, straightFolder, sessions[^1], brokenFolder)
                .Select(what => $"{what} differs after interruptions at the steps {stops}").ToArray();
    }

    /// <summary>
    /// Interrupted within an epoch and between two, the search itself goes on with the log of a straight one: what <see cref="Resumes"/> sees,
    /// but without what a method does after the search.
    /// </summary>
    public IEnumerable<string> ResumesTheSearch()
    {
        if (!GoesOn)
        {
            return Resumes();
        }

        using var folder = new SearchFolder();
        GradientRun[] sessions = [.. new[] { 1, TinyProblem.StepsPerEpoch, TinyProblem.Steps }.Select(stop => runner.Run(folder, stopAfter: stop))];
        return LogDifferences(sessions[^1], folder).Select(what => $"{what} differs after interruptions")
            .Concat(sessions.SelectMany(session => Leaks("an interrupted search", session)))
            .ToArray();
    }

    /// <summary>Steps after a session's first leave no tensor, and neither its end nor an interruption leaves any at all.</summary>
    public IEnumerable<string> LeaksNothing() => Leaks("a straight search", straight.Value)
        .Concat(broken.IsValueCreated || !GoesOn
            ? broken.Value.SelectMany((session, number) => Leaks(number == 0 ? "an interrupted search" : "a resumed search", session))
            : [])
        .ToArray();

    /// <summary>Nor does a divergence, or the resumption of a search that diverged.</summary>
    public IEnumerable<string> LeaksNothingWhenItDiverges() => Leaks("a search that diverges", diverged.Value.Run)
        .Concat(Leaks("the resumption of one that diverged", diverged.Value.Resumed))
        .ToArray();

    /// <summary>The genotype is of the space: it reads back from its text and can be built.</summary>
    public IEnumerable<string> DerivesLegally() => Legality.Faults(Space, straight.Value.Genotype);

    /// <summary>A loss that is no number from the first step on ends the search with a reason and a genotype, not with an exception.</summary>
    public IEnumerable<string> SurvivesDivergence()
    {
        using var folder = new SearchFolder();
        GradientRun? run = null;
        var thrown = Record.Exception(() => run = runner.Run(folder, poisonAfter: 0));
        return thrown is not null ? [$"weights that are no numbers throw {thrown.GetType().Name}: {thrown.Message}"]
            : run!.Report!.Failure is null ? ["weights that are no numbers go unnoticed"]
            : Legality.Faults(Space, run.Genotype);
    }

    /// <summary>A loss that is no number in the middle leaves log and checkpoint whole, and whoever resumes is told so.</summary>
    public IEnumerable<string> SurvivesDivergenceInTheMiddle()
    {
        var thrown = Record.Exception(() => diverged.Value);
        return thrown is not null
            ? [$"weights that are no numbers throw {thrown.GetType().Name}: {thrown.Message}"]
            : diverged.Value.Faults(Space, straight.Value, straightFolder);
    }

    /// <summary>Every step is told, in order and of the same total, with words and numbers; every epoch is recorded.</summary>
    public IEnumerable<string> TellsProgress() => Progress.Faults(Space, straightFolder, straight.Value, broken.Value);

    /// <summary>What it came to can be brought within limits.</summary>
    public IEnumerable<string> KeepsLimits() => Limits.Faults(Space, straight.Value);

    /// <summary>Every step of its architecture told just these objectives, each as a finite number.</summary>
    public IEnumerable<string> Follows(params string[] objectives)
    {
        _ = straight.Value;
        return SearchLog.Read(straightFolder.Log).Steps.Where(step => step.Objectives.Count > 0).ToArray() is not { Length: > 0 } judged
            ? [$"no step told an objective, where {string.Join(" and ", objectives)} were asked for"]
            : judged.Where(step => !step.Objectives.Keys.ToHashSet().SetEquals(objectives) || !step.Objectives.Values.All(double.IsFinite))
                .Select(step => $"a step told {string.Join(", ", step.Objectives)}, where {string.Join(" and ", objectives)} were asked for")
                .Take(1).ToArray();
    }

    /// <summary>The loss that the weights of the first step trained on.</summary>
    public double FirstLoss()
    {
        using var folder = new SearchFolder();
        runner.Run(folder, stopAfter: 1);
        return SearchLog.Read(folder.Log).Steps[0].TrainLoss;
    }

    /// <summary>Batches are borrowed: they are the same after a step.</summary>
    public IEnumerable<string> LeavesBatches()
    {
        using var scope = NewDisposeScope();
        using var supernet = TinyProblem.Supernet(Space, GradientRunner.Seed, runner.Form);
        using var strategy = create(TinyProblem.Context(Space, supernet, GradientRunner.Seed));
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

    public void Dispose()
    {
        straightFolder.Dispose();
        brokenFolder.Dispose();
        divergedFolder.Dispose();
        leftFolder.Dispose();
    }

    private int[] Stops() =>
        [.. new[] { 1, TinyProblem.StepsPerEpoch, straight.Value.Told.Count / 2 }.Distinct().Where(step => step < straight.Value.Told.Count)];

    /// <summary>Lines of the search itself that differ from those of a straight one.</summary>
    private IEnumerable<string> LogDifferences(GradientRun run, SearchFolder folder)
    {
        var search = TinyProblem.Steps + TinyProblem.Epochs;
        var isSame = SearchLog.Read(folder.Log).Lines.SequenceEqual(SearchLog.Read(straightFolder.Log).Lines.Take(search));
        return run.Report is null && isSame ? [] : ["the log"];
    }

    private static IEnumerable<string> Leaks(string which, GradientRun session)
    {
        // The first step makes the optimisers' state.
        if (session.TensorsAfterSteps.Skip(1).Any(count => count != session.TensorsAfterSteps[0]))
        {
            yield return $"tensors more than before, after each step of {which}: {string.Join(", ", session.TensorsAfterSteps)}";
        }

        if (session.Leak is { } leak)
        {
            yield return $"{which}: {leak}";
        }
    }

    private static IEnumerable<string> Differences(GradientRun one, SearchFolder oneFolder, GradientRun other, SearchFolder otherFolder) =>
        oneFolder.Differences(otherFolder).Append(one.Genotype.Equals(other.Genotype) ? null : "the genotype").OfType<string>();
}
