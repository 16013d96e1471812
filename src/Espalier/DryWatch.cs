using Espalier.Costs;

namespace Espalier;

/// <summary>Times a stage's steps as they are told, and stops it when enough were seen: two warm ones at least, then as many as fit.</summary>
internal sealed class DryWatch : IFlowObserver, IDisposable
{
    private const int Cold = 1;
    private const int LeastWarm = 2;
    private const int MostWarm = 200;
    private readonly IFlowObserver outer;
    private readonly string stage;
    private readonly TimeProvider clock;
    private readonly TimeSpan budget;
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource stop;
    private readonly Bystanders bystanders;
    private readonly List<double> times = [];
    private readonly long made;
    private long last;
    private long began;

    /// <summary>Watches a stage.</summary>
    /// <param name="stage">The only stage that is timed.</param>
    /// <param name="outer">Is told how far the trial is.</param>
    /// <param name="budget">How long to watch where steps are short.</param>
    /// <param name="threads">How many threads the stage uses.</param>
    /// <param name="clock">What measures.</param>
    /// <param name="cancellation">Stops it, too.</param>
    internal DryWatch(string stage, IFlowObserver outer, TimeSpan budget, int threads, TimeProvider clock, CancellationToken cancellation)
    {
        (this.stage, this.outer, this.budget, this.clock) = (stage, outer, budget, clock);
        bystanders = Bystanders.OfThisMachine(threads);
        this.cancellation = cancellation;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        made = last = clock.GetTimestamp();
    }

    /// <summary>Is signalled when enough was seen.</summary>
    internal CancellationToken Token => stop.Token;

    /// <summary>How many steps the whole stage has, as it told.</summary>
    internal long Total { get; private set; }

    /// <summary>What went before the first step, in seconds.</summary>
    internal double SetUp { get; private set; }

    /// <summary>What the first steps took more than warm ones do, in seconds: a run takes that, too.</summary>
    internal double WarmUp => Math.Max(0, times.Sum() - (times.Count * Times.Median)) / 1000;

    /// <summary>The warm steps' times; of a stage too short to have any, those of all.</summary>
    internal StepTimes Times => StepTimes.Of(times.Count > Cold ? times[Cold..] : times, bystanders);

    /// <summary>Does the work until it ends or is stopped.</summary>
    /// <exception cref="OperationCanceledException">Somebody else stopped it.</exception>
    internal void See(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }

        cancellation.ThrowIfCancellationRequested();
    }

    public void Begin(string stage, string detail)
    {
        if (stage == this.stage)
        {
            last = clock.GetTimestamp();
            SetUp = clock.GetElapsedTime(made, last).TotalSeconds;
        }
    }

    public void Progress(long done, long total, string text, bool milestone)
    {
        var now = clock.GetTimestamp();
        times.Add(clock.GetElapsedTime(last, now).TotalMilliseconds);
        Total = total;
        bystanders.Look();
        began = times.Count <= Cold ? now : began;
        var spent = clock.GetElapsedTime(began, now);
        var warm = times.Count - Cold;
        if (warm >= LeastWarm && (spent >= budget || warm >= MostWarm))
        {
            stop.Cancel();
        }

        outer.Progress(
            (long)Math.Min(spent.TotalMilliseconds, budget.TotalMilliseconds),
            (long)budget.TotalMilliseconds,
            $"{times.Count} steps of {total}",
            stop.IsCancellationRequested);

        // Whoever was told took time that is not the step's.
        last = clock.GetTimestamp();
    }

    public void Warn(string text)
    {
    }

    public void Dispose() => stop.Dispose();
}
