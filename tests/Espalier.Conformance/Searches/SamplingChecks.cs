using Espalier.Attacks;
using Espalier.Estimators;
using Espalier.Estimators.Training;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Training;

namespace Espalier.Conformance.Searches;

/// <summary>What every sampling strategy must keep. Each check gives the faults it found.</summary>
internal sealed class SamplingChecks(ISearchSpace space, Func<SamplingContext, SamplingStrategy> create)
{
    private const ulong Seed = 5;

    /// <summary>The same seed gives the same trials.</summary>
    public IEnumerable<string> Reproduces()
    {
        using var first = new SearchFolder();
        using var second = new SearchFolder();
        Search(first, new Guess());
        Search(second, new Guess());
        return first.Differences(second).Select(what => $"{what} differs between two runs of one seed").ToArray();
    }

    /// <summary>Interrupted in a trial, it goes on to the very files of a straight run.</summary>
    public IEnumerable<string> Resumes()
    {
        using var straight = new SearchFolder();
        var trials = Search(straight, new Guess()).Report.Trials.Count;
        var faults = new List<string>();
        foreach (var stopped in new[] { 0, trials / 2, trials - 1 }.Distinct())
        {
            using var broken = new SearchFolder();
            var thrown = Interrupt(broken, new Guess { StopAt = stopped });
            if (thrown is not OperationCanceledException)
            {
                faults.Add($"an interruption in trial {stopped} gives {thrown?.Message ?? "no exception"}");
                continue;
            }

            Search(broken, new Guess());
            faults.AddRange(straight.Differences(broken).Select(what => $"{what} differs after an interruption in trial {stopped}"));
        }

        return faults;
    }

    /// <summary>Every candidate is of the space and within the limits.</summary>
    public IEnumerable<string> AsksLegally()
    {
        using var folder = new SearchFolder();
        var asked = new List<Genotype>();
        Search(folder, new Guess { Asked = asked });
        return asked.SelectMany(genotype => Legality.Faults(space, genotype))
            .Concat(asked.Where(genotype => Excess(genotype) > 0).Select(genotype => $"{genotype} is outside the limits"))
            .ToArray();
    }

    /// <summary>Trials that fail are outcomes; when all do, the search says so and still ends.</summary>
    public IEnumerable<string> SurvivesDivergence()
    {
        using var folder = new SearchFolder();
        SearchOutcome? outcome = null;
        var thrown = Record.Exception(() => outcome = Search(folder, new Guess { FailsFrom = 0 }));
        return thrown is not null ? [$"trials that fail throw {thrown.GetType().Name}: {thrown.Message}"]
            : outcome!.Report.Failure is null ? ["trials that fail go unnoticed"]
            : Legality.Faults(space, outcome.Genotype);
    }

    /// <summary>When trials fail from the middle on, the search ends with the best of those before, and so does whoever resumes it.</summary>
    public IEnumerable<string> SurvivesDivergenceInTheMiddle()
    {
        using var folder = new SearchFolder();
        using var left = new SearchFolder();
        SearchOutcome? outcome = null, resumed = null;
        var thrown = Record.Exception(() =>
        {
            outcome = Search(folder, new Guess { FailsFrom = Trials() / 2 });
            folder.CopyTo(left);
            resumed = Search(folder, new Guess());
        });
        if (thrown is not null)
        {
            return [$"trials that fail throw {thrown.GetType().Name}: {thrown.Message}"];
        }

        var trials = outcome!.Report.Trials;
        var best = trials.Take(Trials() / 2).MaxBy(trial => trial.Accuracy)!.Genotype;
        return folder.Differences(left).Select(what => $"resuming a search of which trials failed changes {what}")
            .Concat(outcome.Genotype.Text != best || !resumed!.Genotype.Equals(outcome.Genotype)
                ? [$"it comes to {outcome.Genotype}, where {best} was the best before trials failed"]
                : [])
            .ToArray();
    }

    /// <summary>Every trial is told and recorded once, in order and of the same total, over all sessions of a search.</summary>
    public IEnumerable<string> TellsProgress()
    {
        var (told, recorded, total) = (new List<SearchProgress>(), new List<JudgedTrial>(), Trials());
        using var folder = new SearchFolder();
        Interrupt(folder, new Guess { StopAt = total / 2 }, told.Add, recorded.AddRange);
        recorded.Clear();
        Search(folder, new Guess(), told.Add, recorded.AddRange);
        if (!told.Select(progress => progress.Done).SequenceEqual(Enumerable.Range(1, total).Select(trial => (long)trial)))
        {
            yield return $"trials are told as {string.Join(", ", told.Select(progress => progress.Done))} of {total}";
        }

        if (told.Any(progress => progress.Total != total))
        {
            yield return $"the number of trials changes: {string.Join(", ", told.Select(progress => progress.Total).Distinct())}";
        }

        if (told.Any(progress => string.IsNullOrWhiteSpace(progress.Text)))
        {
            yield return "a trial is told without words";
        }

        if (!recorded.Select(trial => trial.Number).SequenceEqual(Enumerable.Range(0, total)))
        {
            yield return $"trials are recorded as {string.Join(", ", recorded.Select(trial => trial.Number))}";
        }
    }

    /// <summary>A search with real trainings leaves no tensor, nor does one that is interrupted, goes on, or has trials that fail.</summary>
    public IEnumerable<string> LeaksNothing()
    {
        using var folder = new SearchFolder();
        using var interrupted = new SearchFolder();
        (string Which, Action Search)[] searches =
        [
            ("a search", () => Search(folder, Trained())),
            ("an interrupted search", () => Interrupt(interrupted, new Guess { Judge = Trained(), StopAt = 1 })),
            ("a resumed search", () => Search(interrupted, Trained())),
            ("a search of which trials fail", () => FailHalf()),
        ];
        foreach (var (which, search) in searches)
        {
            var ledger = new TensorLedger();
            search();
            if (ledger.Fault is { } fault)
            {
                yield return $"{which}: {fault}";
            }
        }

        void FailHalf()
        {
            using var own = new SearchFolder();
            Search(own, new Guess { FailsFrom = Trials() / 2 });
        }
    }

    private static double Excess(Genotype genotype) => genotype.Text.Sum(letter => letter) % 4 == 0 ? 0.5 : 0;

    private int Trials() => Create().Trials;

    private SamplingStrategy Create() => create(
        new SamplingContext { Space = space, Seed = Seed, Excess = Excess, Metrics = new TextMetrics() });

    private ShortTraining Trained() => new(
        space,
        TinyProblem.Settings,
        TinyProblem.Data,
        new TrainingRecipe { Epochs = 1, BatchSize = 6, Cutout = 0, CropPadding = 1 },
        new ValidationJudge(TinyProblem.Data.Validation, new Pgd(new AttackSettings { Steps = 1 })));

    private Exception? Interrupt(
        SearchFolder folder, Guess guess, Action<SearchProgress>? watch = null, Action<IReadOnlyList<JudgedTrial>>? record = null)
    {
        using var stop = new CancellationTokenSource();
        guess.Stop = stop;
        return Record.Exception(() => Search(folder, guess, watch, record, stop.Token));
    }

    private SearchOutcome Search(
        SearchFolder folder,
        IEstimator estimator,
        Action<SearchProgress>? watch = null,
        Action<IReadOnlyList<JudgedTrial>>? record = null,
        CancellationToken cancellation = default) =>
        new SamplingSearch(Create(), estimator, Seed, folder.Checkpoint, folder.Log, new StoppedClock()).Run(watch, null, cancellation, record);

    /// <summary>Judges by the text and the seed, or lets another judge.</summary>
    private sealed class Guess : IEstimator
    {
        private int trial;

        public ShortTraining? Judge { get; init; }

        public int FailsFrom { get; init; } = int.MaxValue;

        public List<Genotype>? Asked { get; init; }

        public CancellationTokenSource? Stop { get; set; }

        public int StopAt { get; init; }

        TrialOutcome IEstimator.Judge(Genotype genotype, ulong seed, CancellationToken cancellation)
        {
            Asked?.Add(genotype);
            if (trial == StopAt && Stop is not null)
            {
                Stop.Cancel();
                Stop.Token.ThrowIfCancellationRequested();
            }

            if (trial++ >= FailsFrom)
            {
                return new TrialOutcome { Failure = "the loss is NaN" };
            }

            return Judge?.Judge(genotype, seed, cancellation) ?? new TrialOutcome
            {
                Accuracy = new SeededRandom(SeededRandom.Derive(seed, genotype.Text)).NextDouble(),
                Params = genotype.Text.Length,
            };
        }
    }
}
