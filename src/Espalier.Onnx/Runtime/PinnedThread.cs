using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Espalier.Onnx.Runtime;

/// <summary>
/// Runs work on a thread of its own that is bound to as many processors as it needs, so that the system does not move it about meanwhile.
/// Native threads that the work starts inherit the bond; the runtime sets its own free again.
/// </summary>
public static unsafe partial class PinnedThread
{
    private const int MostProcessors = 1024;
    private const int WordBits = 64;

    /// <summary>Runs the work to its end and rethrows what it throws.</summary>
    /// <param name="threads">How many processors it is bound to: the last ones that the process may use, at least 1.</param>
    /// <param name="work">Is told whether it is bound; it is not where the system refuses or there are too few processors.</param>
    public static T Run<T>(int threads, Func<bool, T> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentNullException.ThrowIfNull(work);
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work(TryPin(threads));
            }
            catch (Exception caught)
            {
                fault = ExceptionDispatchInfo.Capture(caught);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
        return result;
    }

    private static bool TryPin(int threads)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var mask = stackalloc ulong[MostProcessors / WordBits];
        const nuint Bytes = MostProcessors / 8;
        if (sched_getaffinity(0, Bytes, mask) != 0)
        {
            return false;
        }

        // The first processor is the one that most interrupts go to.
        var left = threads;
        for (var processor = MostProcessors - 1; processor >= 0; processor--)
        {
            var bit = 1UL << (processor % WordBits);
            var allowed = (mask[processor / WordBits] & bit) != 0;
            if (allowed && left-- <= 0)
            {
                mask[processor / WordBits] &= ~bit;
            }
        }

        return left <= 0 && sched_setaffinity(0, Bytes, mask) == 0;
    }

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nuint bytes, ulong* mask);
}
