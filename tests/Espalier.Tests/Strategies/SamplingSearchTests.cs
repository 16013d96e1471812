using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Tests.Data;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class SamplingSearchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void An_interrupted_search_that_goes_on_leaves_the_very_files_of_a_straight_one(int trials)
    {
        using var straight = new Session();
        using var broken = new Session();
        var expected = straight.Run(Judge);

        using var stop = new CancellationTokenSource();
        var judged = 0;
        Assert.Throws<OperationCanceledException>(() => broken.Run(Interrupt, cancellation: stop.Token));
        var found = broken.Run(Judge);

        Assert.Equal(expected.Genotype, found.Genotype);
        Assert.Equal(expected.Report.Trials, found.Report.Trials);
        Assert.Equal(File.ReadAllBytes(straight.Log), File.ReadAllBytes(broken.Log));
        Assert.Equal(File.ReadAllBytes(straight.Checkpoint), File.ReadAllBytes(broken.Checkpoint));

        // In the midst of a trial, which is lost and judged anew.
        TrialOutcome Interrupt(Genotype genotype, ulong seed)
        {
            if (judged++ == trials)
            {
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            }

            return Judge(genotype, seed);
        }
    }

    [Fact]
    public void A_finished_search_gives_its_outcome_without_another_trial()
    {
        using var session = new Session();
        var expected = session.Run(Judge);

        var found = session.Run((_, _) => throw new InvalidOperationException("judged again"));

        Assert.Equal(expected.Genotype, found.Genotype);
        Assert.Equal(6, found.Report.Steps);
    }

    [Fact]
    public void The_most_accurate_candidate_is_the_result_and_the_first_of_equals()
    {
        using var session = new Session();
        double?[] accuracies = [0.2, null, 0.7, 0.1, 0.7, 0];
        var trial = 0;

        var (genotype, report) = session.Run((_, _) => new TrialOutcome { Accuracy = accuracies[trial++] });

        Assert.Equal(report.Trials[2].Genotype, genotype.Text);
        Assert.Equal(accuracies, report.Trials.Select(judged => judged.Accuracy));
        Assert.Null(report.Failure);
    }

    [Fact]
    public void Of_trainings_of_several_lengths_the_best_of_the_longest_is_the_result_and_each_is_as_long_as_was_asked()
    {
        using var session = new Session();
        int[] epochs = [1, 3, 2, 3, 3, 1];
        double?[] accuracies = [0.9, 0.4, 0.8, 0.6, null, 1];
        var (asked, trial) = (new List<int>(), 0);
        var strategy = new Lengths(new RandomSearch(
            new SamplingContext { Space = new SmallSpace(), Seed = 8, Excess = _ => 0 }, new RandomSearchOptions { Trials = 6 }), epochs);

        var (genotype, report) = session.Run(strategy, new Timed((_, length) =>
        {
            asked.Add(length);
            return new TrialOutcome { Accuracy = accuracies[trial++] };
        }));

        Assert.Equal(epochs, asked);
        Assert.Equal(report.Trials[3].Genotype, genotype.Text);
        Assert.Equal([1, null, 2, null, null, 1], report.Trials.Select(judged => judged.Epochs));
    }

    [Fact]
    public void A_candidate_that_fails_is_an_outcome()
    {
        using var session = new Session();
        var told = new List<SearchProgress>();

        var (genotype, report) = session.Run((_, _) => new TrialOutcome { Failure = "the loss is NaN" }, told.Add);

        Assert.Equal("every trial failed; the first: the loss is NaN", report.Failure);
        Assert.Equal(report.Trials[0].Genotype, genotype.Text);
        Assert.All(told, progress => Assert.Contains("failed: the loss is NaN", progress.Text, StringComparison.Ordinal));
        Assert.Equal([1, 2, 3, 4, 5, 6], told.Select(progress => progress.Done));
    }

    [Fact]
    public void Every_trial_has_a_seed_of_its_own()
    {
        using var session = new Session();
        var seeds = new HashSet<ulong>();

        session.Run((genotype, seed) => seeds.Add(seed) ? Judge(genotype, seed) : throw new InvalidOperationException("twice"));

        Assert.Equal(6, seeds.Count);
    }

    private static TrialOutcome Judge(Genotype genotype, ulong seed) =>
        new()
        {
            Accuracy = new SeededRandom(seed ^ (ulong)genotype.Text.Count('2')).NextDouble(),
            Params = genotype.Text.Count('3'),
            Macs = 5,
        };

    private sealed class Session : IDisposable
    {
        private readonly TempFolder folder = new();

        public string Log => Path.Combine(folder.Path, "log.jsonl");

        public string Checkpoint => Path.Combine(folder.Path, "search.safetensors");

        public SearchOutcome Run(
            Func<Genotype, ulong, TrialOutcome> judge, Action<SearchProgress>? observer = null, CancellationToken cancellation = default)
        {
            var strategy = new RandomSearch(
                new SamplingContext { Space = new SmallSpace(), Seed = 8, Excess = _ => 0 }, new RandomSearchOptions { Trials = 6 });
            return Run(strategy, new Scripted(judge), observer, cancellation);
        }

        public SearchOutcome Run(
            SamplingStrategy strategy, IEstimator estimator, Action<SearchProgress>? observer = null, CancellationToken cancellation = default) =>
            new SamplingSearch(strategy, estimator, 8, Checkpoint, Log, new StoppedClock()).Run(observer, null, cancellation);

        public void Dispose() => folder.Dispose();
    }

    private sealed class Lengths(SamplingStrategy inner, int[] epochs) : SamplingStrategy
    {
        private int told;

        public override int Trials => inner.Trials;

        public override int EpochsPerTrial => epochs.Max();

        public override int EpochsOfAsked => epochs[told];

        public override Genotype Ask() => inner.Ask();

        public override void Tell(Genotype genotype, TrialOutcome outcome)
        {
            inner.Tell(genotype, outcome);
            told++;
        }
    }

    private sealed class Timed(Func<Genotype, int, TrialOutcome> judge) : IEstimator
    {
        public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation) => throw new InvalidOperationException("no length");

        public TrialOutcome Judge(Genotype genotype, int epochs, ulong seed, CancellationToken cancellation) => judge(genotype, epochs);
    }

    private sealed class Scripted(Func<Genotype, ulong, TrialOutcome> judge) : IEstimator
    {
        public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation) => judge(genotype, seed);
    }
}
