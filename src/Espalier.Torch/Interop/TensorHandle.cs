using System.Runtime.InteropServices;

namespace Espalier.Torch.Interop;

/// <summary>
/// One owned reference to a native tensor. A <see cref="SafeHandle"/>, so that a tensor disposed on one thread
/// while another is inside a call with it stays alive until that call returns.
/// </summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long live;

    internal TensorHandle(nint owned)
        : base(0, ownsHandle: true)
    {
        SetHandle(owned);
        Interlocked.Increment(ref live);
        LiveHere++;
    }

    /// <summary>Native references held by this process.</summary>
    internal static long Live => Interlocked.Read(ref live);

    /// <summary>References made by this thread minus those released by it.</summary>
    [field: ThreadStatic]
    internal static long LiveHere { get; private set; }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.esp_tensor_release(handle);
        Interlocked.Decrement(ref live);
        LiveHere--;
        return true;
    }
}
