using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Espalier.Kernels.Memory;

/// <summary>
/// Asks for memory before it is needed. Kernels work on a few kilobytes of many maps in turn, too short a stretch of each for the
/// processor to see what comes next.
/// </summary>
internal static unsafe class Ahead
{
    /// <summary>How many numbers ahead of the one at hand: the next turn's.</summary>
    private const int Distance = 2048;

    /// <summary>Asks for the line that many numbers after a place; that it may not be ours does no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Fetch(float* place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(place + Distance);
        }
    }
}
