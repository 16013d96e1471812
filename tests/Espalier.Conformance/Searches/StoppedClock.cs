namespace Espalier.Conformance.Searches;

/// <summary>Time does not go on, so that two runs can tell the same.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override long GetTimestamp() => 0;
}
