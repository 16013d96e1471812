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
            using var stop = new CancellationTokenSource();
            var thrown = Record.Exception(() => Search(broken, new Guess { Stop = stop, StopAt = stopped }, stop.Token));
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
        var thrown = Record.Exception(() => outcome = Search(folder, new Guess { Fails = true }));
        return thrown is not null ? [$"trials that fail throw {thrown.GetType().Name}: {thrown.Message}"]
            : outcome!.Report.Failure is null ? ["trials that fail go unnoticed"]
            : Legality.Faults(space, outcome.Genotype);
    }

    /// <summary>A search with real trainings leaves no tensor.</summary>
    public IEnumerable<string> LeaksNothing()
    {
        var recipe = new TrainingRecipe { Epochs = 1, BatchSize = 6, Cutout = 0, CropPadding = 1 };
        var ledger = new TensorLedger();
        using var folder = new SearchFolder();
        Search(folder, new ShortTraining(space, TinyProblem.Settings, TinyProblem.Data, recipe, new Pgd(new AttackSettings { Steps = 1 })));
        return ledger.Fault is { } fault ? [fault] : [];
    }

    private static double Excess(Genotype genotype) => genotype.Text.Sum(letter => letter) % 4 == 0 ? 0.5 : 0;

    private SearchOutcome Search(SearchFolder folder, IEstimator estimator, CancellationToken cancellation = default)
    {
        var strategy = create(new SamplingContext { Space = space, Seed = Seed, Excess = Excess });
        return new SamplingSearch(strategy, estimator, Seed, folder.Checkpoint, folder.Log, new StoppedClock())
            .Run(null, null, cancellation);
    }

    /// <summary>Judges by the text and the seed.</summary>
    private sealed class Guess : IEstimator
    {
        private int trial;

        public bool Fails { get; init; }

        public List<Genotype>? Asked { get; init; }

        public CancellationTokenSource? Stop { get; init; }

        public int StopAt { get; init; }

        public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation)
        {
            Asked?.Add(genotype);
            if (trial++ == StopAt && Stop is not null)
            {
                Stop.Cancel();
                Stop.Token.ThrowIfCancellationRequested();
            }

            var value = new SeededRandom(SeededRandom.Derive(seed, genotype.Text)).NextDouble();
            return Fails
                ? new TrialOutcome { Failure = "the loss is NaN" }
                : new TrialOutcome { Accuracy = value, Params = genotype.Text.Length };
        }
    }
}
