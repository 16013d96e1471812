using System.Runtime.InteropServices;

namespace Espalier.Torch.Interop;

/// <summary>
/// One owned native generator. A <see cref="SafeHandle"/>, so that neither a disposal on another thread nor the collector takes it
/// from under a call.
/// </summary>
internal sealed class GeneratorHandle : SafeHandle
{
    internal GeneratorHandle(nint owned)
        : base(0, ownsHandle: true) => SetHandle(owned);

    public override bool IsInvalid => handle == 0;

    internal void AddReference()
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(torch.Generator), "the generator was disposed");
        }
    }

    protected override bool ReleaseHandle()
    {
        Native.esp_generator_release(handle);
        return true;
    }
}
