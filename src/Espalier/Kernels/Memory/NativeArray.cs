using System.Runtime.InteropServices;

namespace Espalier.Kernels.Memory;

/// <summary>Elements in native memory, zero at first, owned by whoever made them.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal sealed unsafe class NativeArray<T> : SafeHandle
    where T : unmanaged
{
    private const int Alignment = 64;

    /// <summary>So many zeros.</summary>
    internal NativeArray(nint count)
        : base(0, ownsHandle: true)
    {
        var bytes = (nuint)(Math.Max(count, 1) * sizeof(T));
        var memory = NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(memory, bytes);
        SetHandle((nint)memory);
        Count = count;
        NativeArrays.Begin();
    }

    /// <summary>How many there are.</summary>
    internal nint Count { get; }

    /// <summary>The first of them; valid until it is disposed.</summary>
    internal T* Data => IsClosed ? throw new ObjectDisposedException(nameof(NativeArray<>)) : (T*)handle;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        NativeArrays.End();
        return true;
    }
}
