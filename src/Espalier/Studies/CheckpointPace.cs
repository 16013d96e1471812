namespace Espalier.Studies;

/// <summary>When the next checkpoint is due: by the clock, so that a kill costs no more however long an epoch is.</summary>
/// <param name="every">The time between two; zero: after every step.</param>
/// <param name="clock">The clock.</param>
public sealed class CheckpointPace(TimeSpan every, TimeProvider clock)
{
    private long saved = clock.GetTimestamp();

    /// <summary>The time between two checkpoints where nothing else is asked for.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether it is time.</summary>
    public bool IsDue => clock.GetElapsedTime(saved) >= every;

    /// <summary>Counts from now on.</summary>
    public void Restart() => saved = clock.GetTimestamp();
}
