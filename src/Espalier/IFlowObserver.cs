namespace Espalier;

/// <summary>Whoever watches a run: the command line, a test.</summary>
public interface IFlowObserver
{
    /// <summary>A stage begins.</summary>
    /// <param name="stage">Its name: search, measure, judge, train, evaluate.</param>
    /// <param name="detail">What it works on, in a line.</param>
    void Begin(string stage, string detail);

    /// <summary>A stage goes on.</summary>
    /// <param name="done">Units of work done.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="text">What it sees now, in a few words.</param>
    /// <param name="milestone">Whether this is worth a line where there is no terminal: the end of an epoch or trial.</param>
    void Progress(long done, long total, string text, bool milestone);

    /// <summary>Something that the user should know but that stops nothing.</summary>
    void Warn(string text);
}

/// <summary>Nobody watches.</summary>
public sealed class SilentObserver : IFlowObserver
{
    /// <inheritdoc/>
    public void Begin(string stage, string detail)
    {
    }

    /// <inheritdoc/>
    public void Progress(long done, long total, string text, bool milestone)
    {
    }

    /// <inheritdoc/>
    public void Warn(string text)
    {
    }
}
