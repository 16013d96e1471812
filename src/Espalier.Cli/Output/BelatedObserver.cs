namespace Espalier.Cli.Output;

/// <summary>Says nothing of what is over within two seconds.</summary>
/// <param name="inner">Who is told of what takes longer.</param>
/// <param name="clock">For the two seconds.</param>
/// <param name="warn">Whether warnings pass, at any time.</param>
internal sealed class BelatedObserver(IFlowObserver inner, TimeProvider clock, bool warn) : IFlowObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly long began = clock.GetTimestamp();
    private (string Stage, string Detail)? waiting;

    public void Begin(string stage, string detail) => waiting = (stage, detail);

    public void Progress(long done, long total, string text, bool milestone)
    {
        if (clock.GetElapsedTime(began) < Patience)
        {
            return;
        }

        if (waiting is { } late)
        {
            inner.Begin(late.Stage, late.Detail);
            waiting = null;
        }

        inner.Progress(done, total, text, milestone);
    }

    public void Warn(string text)
    {
        if (warn)
        {
            inner.Warn(text);
        }
    }
}
