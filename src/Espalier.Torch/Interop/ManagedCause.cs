using System.Runtime.InteropServices;

namespace Espalier.Torch.Interop;

/// <summary>What a callback threw below native frames, on its way to the caller above them, whatever thread it ran on.</summary>
internal static class ManagedCause
{
    /// <summary>Keeps an exception under an id that may cross native frames.</summary>
    internal static long Keep(Exception exception) => GCHandle.ToIntPtr(GCHandle.Alloc(exception));

    /// <summary>The exception behind this thread's last native error, once; null when there is none.</summary>
    internal static Exception? Take()
    {
        var id = Native.esp_take_cause();
        if (id == 0)
        {
            return null;
        }

        var handle = GCHandle.FromIntPtr((nint)id);
        var cause = (Exception?)handle.Target;
        handle.Free();
        return cause;
    }
}
