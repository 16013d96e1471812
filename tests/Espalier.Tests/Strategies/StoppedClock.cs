namespace Espalier.Tests.Strategies;

/// <summary>A clock that moves by a fixed time whenever it is read: what it tells is the same in every run.</summary>
internal sealed class StoppedClock(TimeSpan step = default) : TimeProvider
{
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now += step.Ticks;
}
