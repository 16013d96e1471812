namespace Espalier.Kernels.Memory;

/// <summary>Counts native arrays: what tests compare before and after.</summary>
internal static class NativeArrays
{
    private static long live;
    private static long made;

    /// <summary>Those that nobody has disposed yet.</summary>
    internal static long Live => Interlocked.Read(ref live);

    /// <summary>Those that there ever were.</summary>
    internal static long Made => Interlocked.Read(ref made);

    internal static void Begin()
    {
        Interlocked.Increment(ref live);
        Interlocked.Increment(ref made);
    }

    internal static void End() => Interlocked.Decrement(ref live);
}
