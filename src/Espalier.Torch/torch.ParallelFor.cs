using System.Runtime.InteropServices;
using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>
    /// Runs a body over the parts of 0 to <paramref name="count"/> on the threads that libtorch's own operators use, so that the two
    /// never compete. Inside a body it runs in place.
    /// </summary>
    /// <param name="count">How many numbers there are; nothing happens for 0.</param>
    /// <param name="grain">The fewest numbers worth a thread, at least 1.</param>
    /// <param name="body">What to do from a first number to before a last one; it makes and uses no tensors.</param>
    /// <remarks>As ATen's <c>at::parallel_for</c>; not in TorchSharp.</remarks>
    /// <exception cref="TorchException">The body threw (the inner exception).</exception>
    public static unsafe void parallel_for(long count, long grain, Action<long, long> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(grain);
        ArgumentNullException.ThrowIfNull(body);
        var held = GCHandle.Alloc(body);
        try
        {
            if (Native.esp_parallel_for(count, grain, &RunPart, GCHandle.ToIntPtr(held)) != 0)
            {
                throw TorchException.FromNative(nameof(parallel_for), Native.LastError(), null, ManagedCause.Take());
            }
        }
        finally
        {
            held.Free();
        }
    }

    [UnmanagedCallersOnly]
    private static long RunPart(long id, long begin, long end)
    {
        try
        {
            ((Action<long, long>)GCHandle.FromIntPtr((nint)id).Target!)(begin, end);
            return 0;
        }
#pragma warning disable CA1031 // No exception may cross native frames: it is kept for the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ManagedCause.Keep(exception);
        }
    }
}
