namespace Espalier.Conformance.Searches;

/// <summary>How many tensors there are more than when it was made.</summary>
internal sealed class TensorLedger
{
    private readonly long ofThread = LiveTensorsOfThread;
    private readonly long ofProcess = LiveTensors;

    /// <summary>Those made by this thread and not freed by it: no finalizer of an earlier check disturbs the count.</summary>
    public long OfThread => LiveTensorsOfThread - ofThread;

    /// <summary>What outlives, on this thread or on one that the search used; null where nothing does.</summary>
    public string? Fault => OfThread != 0 ? $"{OfThread} tensors outlive it"
        : LiveTensors > ofProcess ? $"{LiveTensors - ofProcess} tensors outlive it on other threads"
        : null;
}
