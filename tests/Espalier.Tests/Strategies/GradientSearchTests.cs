using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class GradientSearchTests
{
    private const int Epochs = 2;

    // Five batches to train on and three to judge by: the judges walk in epochs of their own.
    private static readonly ImageSet Train = Images(20, 1);
    private static readonly ImageSet Validation = Images(13, 2);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(10)]
    public void An_interrupted_search_that_goes_on_leaves_the_very_files_of_a_straight_one(int steps)
    {
        using var straight = new Session();
        using var broken = new Session();
        var expected = straight.Run();

        using var stop = new CancellationTokenSource();
        if (steps == 0)
        {
            stop.Cancel();
        }

        var wasStopped = Record.Exception(
            () => broken.Run(progress => CancelAt(progress, steps, stop), cancellation: stop.Token)) is OperationCanceledException;
        var found = broken.Run();

        Assert.Equal(steps < 10, wasStopped);
        Assert.Equal(expected.Genotype, found.Genotype);
        Assert.Equal(File.ReadAllBytes(straight.Log), File.ReadAllBytes(broken.Log));
        Assert.Equal(File.ReadAllBytes(straight.Checkpoint), File.ReadAllBytes(broken.Checkpoint));

        static void CancelAt(SearchProgress progress, int steps, CancellationTokenSource stop)
        {
            if (progress.Done == steps)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void A_killed_search_goes_on_from_the_checkpoint_of_the_last_half_minute()
    {
        using var straight = new Session(TimeSpan.FromSeconds(16));
        using var killed = new Session(TimeSpan.FromSeconds(16));
        straight.Run();

        Assert.Throws<TimeoutException>(() => killed.Run(progress => _ = progress.Done < 4 ? 0 : throw new TimeoutException()));
        var first = 0L;
        killed.Run(progress => first = first == 0 ? progress.Done : first);

        Assert.InRange(first, 2, 4);
        Assert.Equal(File.ReadAllBytes(straight.Log), File.ReadAllBytes(killed.Log));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void With_a_checkpoint_at_every_step_a_kill_costs_the_step_under_way(int killed)
    {
        using var straight = new Session();
        using var broken = new Session(every: TimeSpan.Zero);
        var expected = straight.Run();

        Assert.Throws<TimeoutException>(() => broken.Run(progress => _ = progress.Done < killed ? 0 : throw new TimeoutException()));
        var first = 0L;
        var found = broken.Run(progress => first = first == 0 ? progress.Done : first);

        Assert.Equal(killed, first);
        Assert.Equal(expected.Genotype, found.Genotype);
        Assert.Equal(File.ReadAllBytes(straight.Log), File.ReadAllBytes(broken.Log));
        Assert.Equal(File.ReadAllBytes(straight.Checkpoint), File.ReadAllBytes(broken.Checkpoint));
    }

    [Fact]
    public void A_damaged_checkpoint_is_told_and_the_one_before_is_taken()
    {
        using var straight = new Session();
        using var damaged = new Session();
        straight.Run();
        damaged.Run();
        File.WriteAllBytes(damaged.Checkpoint, [1, 2, 3]);
        var warnings = new List<string>();

        damaged.Run(warn: warnings.Add);

        Assert.Contains("is damaged", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(straight.Log), File.ReadAllBytes(damaged.Log));
    }

    [Fact]
    public void Every_step_and_epoch_is_told_and_logged()
    {
        using var session = new Session();
        var told = new List<SearchProgress>();

        var report = session.Run(told.Add).Report;

        Assert.Equal(Enumerable.Range(1, 10).Select(step => (long)step), told.Select(progress => progress.Done));
        Assert.Equal([5, 10], told.Where(progress => progress.EndsEpoch).Select(progress => progress.Done));
        Assert.All(told, progress => Assert.Equal(10, progress.Total));
        Assert.Equal((10, 2), (report.Steps, report.Epochs.Count));
        Assert.Null(report.Failure);
        var lines = File.ReadAllLines(session.Log);
        Assert.Equal(12, lines.Length);
        Assert.All(["\"entropy\":[[", "\"gamma\":[", "\"expectedParameters\":", "\"genotype\":", "\"objectives\":{\"accuracy\":"], text =>
            Assert.Contains(text, lines[5], StringComparison.Ordinal));
    }

    [Fact]
    public void The_epochs_means_are_those_of_its_steps()
    {
        using var session = new Session();
        using var strategy = new ScriptedStrategy(step => new StepReport
        {
            TrainLoss = step,
            TrainAccuracy = step / 10.0,
            Objectives = new Dictionary<string, double> { ["o"] = 2 * step },
        });

        var epochs = session.Run(strategy: strategy).Report.Epochs;

        Assert.Equal([2, 7], epochs.Select(epoch => epoch.TrainLoss));
        Assert.Equal([4, 14], epochs.Select(epoch => epoch.Objectives["o"]));
        Assert.Equal([0.2, 0.7], epochs.Select(epoch => epoch.TrainAccuracy));
    }

    [Fact]
    public void A_search_that_diverges_ends_with_what_it_has()
    {
        using var session = new Session();
        using var strategy =
            new ScriptedStrategy(step => new StepReport { TrainLoss = 1, Diverged = step == 7 ? "the loss is NaN" : null });

        var (genotype, report) = session.Run(strategy: strategy);

        Assert.Equal("the loss is NaN in epoch 1, step 2", report.Failure);
        Assert.Equal((7, 8), (report.Steps, strategy.Steps));
        Assert.Equal("fixed", genotype.Text);
        Assert.Equal(report.Failure, session.Run(strategy: strategy).Report.Failure);
        Assert.Equal(8, strategy.Steps);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public void It_leaves_no_tensor_behind(int steps)
    {
        var before = LiveTensorsOfThread;
        using (var session = new Session())
        using (var stop = new CancellationTokenSource())
        {
            var ended = Record.Exception(() => session.Run(progress => Watch(progress, stop), cancellation: stop.Token));
            Assert.Equal(steps < 10, ended is OperationCanceledException);
        }

        Assert.Equal(before, LiveTensorsOfThread);

        void Watch(SearchProgress progress, CancellationTokenSource stop)
        {
            if (progress.Done == steps)
            {
                stop.Cancel();
            }
        }
    }

    private static ImageSet Images(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var pixels = new byte[count * 64];
        random.NextBytes(pixels);
        return new ImageSet(
            "tiny", new ImageShape(1, 8, 8), ["dark", "bright"], pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(2))]);
    }

    /// <summary>A folder in which searches with fresh strategies run one after another.</summary>
    private sealed class Session(TimeSpan step = default, TimeSpan? every = null) : IDisposable
    {
        private readonly TempFolder folder = new();

        public string Log => Path.Combine(folder.Path, "log.jsonl");

        public string Checkpoint => Path.Combine(folder.Path, "search.safetensors");

        public SearchOutcome Run(
            Action<SearchProgress>? observer = null,
            Action<string>? warn = null,
            GradientStrategy? strategy = null,
            CancellationToken cancellation = default)
        {
            using var search = TinySearch.Of(new E2rnasOptions { ArchitectureRate = 0.01 }, epochs: Epochs);
            var (train, validation) = (Loader(Train), Loader(Validation));
            var clock = new StoppedClock(step);
            var pace = every is { } time ? new CheckpointPace(time, clock) : null;
            return new GradientSearch(strategy ?? search.Strategy, train, validation, Epochs, Checkpoint, Log, clock, pace)
                .Run(observer, warn, cancellation);
        }

        public void Dispose() => folder.Dispose();

        private static BatchLoader Loader(ImageSet set) =>
            new(set, 4, new Augmentation { CropPadding = 1 }, new ChannelStatistics([0.4f], [0.3f]), 5, shuffle: true, dropLast: true);
    }

    /// <summary>Reports what it is told to.</summary>
    private sealed class ScriptedStrategy(Func<int, StepReport> script) : GradientStrategy
    {
        public int Steps { get; private set; }

        public override void BeginEpoch(int epoch)
        {
        }

        public override StepReport Step(Batch train, Batch validation) => script(Steps++);

        public override Genotype Derive() => new SmallSpace.Choice("fixed");

        public override IReadOnlyList<double[,]> Mixture() => [];

        public override IReadOnlyList<double[]> Entropies() => [];

        public override IReadOnlyDictionary<string, Tensor> Capture() => new Dictionary<string, Tensor>();

        public override void Restore(IReadOnlyDictionary<string, Tensor> state)
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
