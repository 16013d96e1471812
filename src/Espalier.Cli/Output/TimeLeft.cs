namespace Espalier.Cli.Output;

/// <summary>How long a stage still takes, by what this session did of it.</summary>
/// <param name="clock">The clock.</param>
/// <param name="first">Units done when the watch began; a resumed run does not begin at 0.</param>
internal sealed class TimeLeft(TimeProvider clock, long first)
{
    private readonly long began = clock.GetTimestamp();

    /// <summary>The time left, or null before anything can be told.</summary>
    internal TimeSpan? At(long done, long total) =>
        done > first ? clock.GetElapsedTime(began) * ((double)(total - done) / (done - first)) : null;
}
