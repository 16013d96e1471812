using System.Runtime.InteropServices;
using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>libtorch's version.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)Native.esp_version()) ?? string.Empty;

    /// <summary>How libtorch was built: compiler, BLAS, oneDNN, CUDA.</summary>
    public static unsafe string ShowConfiguration() => Marshal.PtrToStringUTF8((nint)Native.esp_configuration()) ?? string.Empty;

    /// <summary>How many threads one operator may use.</summary>
    public static int get_num_threads()
    {
        Native.Check(Native.esp_threads_get(out var count), nameof(get_num_threads));
        return count;
    }

    /// <summary>Sets how many threads one operator may use.</summary>
    /// <remarks>Holds for this thread and for threads that compute for the first time later; the others keep their number.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="num"/> is not positive.</exception>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(num);
        Native.Check(Native.esp_threads_set(num), nameof(set_num_threads));
    }

    /// <summary>NVIDIA cards.</summary>
    public static class cuda
    {
        /// <summary>Whether this libtorch can use a card of this machine.</summary>
        public static bool is_available()
        {
            Native.Check(Native.esp_cuda_available(out var available), "cuda.is_available");
            return available != 0;
        }
    }
}
