namespace Espalier.Tests.Costs;

/// <summary>A clock in milliseconds that stands still until it is moved.</summary>
internal sealed class HandClock : TimeProvider
{
    public double Now { get; set; }

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => (long)Math.Round(Now * 1000);
}
