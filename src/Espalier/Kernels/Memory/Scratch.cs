using System.Runtime.InteropServices;

namespace Espalier.Kernels.Memory;

/// <summary>
/// Working memory of one thread: pieces are taken one after the other and all given back at once, so that every sample is worked on
/// in the same, warm, bytes. Nothing in it is cleared.
/// </summary>
internal sealed unsafe class Scratch
{
    private const int Alignment = 64;
    private const int Slack = Alignment / sizeof(float);

    [ThreadStatic]
    private static Scratch? own;

    private float* memory;
    private nint capacity;
    private nint used;

    private Scratch()
    {
    }

    ~Scratch() => NativeMemory.AlignedFree(memory);

    /// <summary>This thread's, empty, with room for so many numbers in at most 64 pieces.</summary>
    internal static Scratch Empty(nint numbers)
    {
        own ??= new Scratch();
        own.Reserve(numbers + (64 * Slack));
        own.used = 0;
        return own;
    }

    /// <summary>A piece of so many numbers, on a boundary of 64 bytes.</summary>
    internal float* Take(nint numbers)
    {
        var piece = memory + used;
        used += (numbers + Slack - 1) / Slack * Slack;
        return used <= capacity ? piece : throw new InvalidOperationException($"scratch of {capacity} numbers is used up");
    }

    /// <summary>How far it is used up: a mark to go <see cref="Back"/> to.</summary>
    internal nint Mark => used;

    /// <summary>Gives back every piece taken since a mark.</summary>
    internal void Back(nint mark) => used = mark;

    private void Reserve(nint numbers)
    {
        if (numbers <= capacity)
        {
            return;
        }

        NativeMemory.AlignedFree(memory);
        memory = null;
        capacity = 0;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)numbers * sizeof(float), Alignment);
        capacity = numbers;
    }
}
