using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Memory;

/// <summary>
/// A batch of maps as kernels see it: [samples, height, width, channels] without gaps, the channels filled up with zeros to whole
/// vectors. Where a tensor's channels are whole vectors already, it is the tensor's own memory.
/// </summary>
internal sealed unsafe class Maps
{
    private readonly float* data;

    private Maps(Tensor owner, int samples, int height, int width, int channels)
    {
        (Owner, Samples, Height, Width, Channels) = (owner, samples, height, width, channels);
        data = Pointer(owner);
    }

    /// <summary>The tensor whose memory it is; it must outlive the view.</summary>
    internal Tensor Owner { get; }

    /// <summary>Samples.</summary>
    internal int Samples { get; }

    /// <summary>Rows.</summary>
    internal int Height { get; }

    /// <summary>Pixels of a row.</summary>
    internal int Width { get; }

    /// <summary>Channels with those filled up.</summary>
    internal int Channels { get; }

    /// <summary>Pixels of a sample.</summary>
    internal int Pixels => Height * Width;

    /// <summary>Numbers of a sample.</summary>
    internal nint SampleSize => (nint)Pixels * Channels;

    /// <summary>New maps with nothing in them yet, in the caller's scope.</summary>
    internal static Maps Empty(int samples, int height, int width, int channels) =>
        View(empty([samples, channels, height, width], format: memory_format.channels_last));

    /// <summary>New maps of zeros, in the caller's scope.</summary>
    internal static Maps Zeros(int samples, int height, int width, int channels)
    {
        var maps = Empty(samples, height, width, channels);
        maps.Owner.zero_();
        return maps;
    }

    /// <summary>New maps of its size, of zeros or with nothing in them yet, in the caller's scope.</summary>
    internal Maps Alike(bool zero) => zero ? Zeros(Samples, Height, Width, Channels) : Empty(Samples, Height, Width, Channels);

    /// <summary>The memory of a tensor [N, C, H, W] in channels-last layout whose channels are whole vectors.</summary>
    internal static Maps View(Tensor tensor)
    {
        var shape = tensor.shape;
        return new(tensor, (int)shape[0], (int)shape[2], (int)shape[3], (int)shape[1]);
    }

    /// <summary>The first number of a tensor without gaps.</summary>
    internal static float* Pointer(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.storage<float>()));

    /// <summary>A tensor [N, C, H, W] of any layout as maps: its own memory or a copy, in the caller's scope.</summary>
    internal static Maps Of(Tensor tensor, RowKernels rows)
    {
        var dense = tensor.contiguous(memory_format.channels_last);
        var shape = dense.shape;
        var channels = (int)shape[1];
        if (rows.Pad(channels) == channels)
        {
            return View(dense);
        }

        var padded = Zeros((int)shape[0], (int)shape[2], (int)shape[3], rows.Pad(channels));
        padded.Fill(Pointer(dense), channels, 0, channels);
        return padded;
    }

    /// <summary>The first number of a sample.</summary>
    internal float* Sample(int sample) => data + (sample * SampleSize);

    /// <summary>The first number of a sample's row.</summary>
    internal float* Row(int sample, int row) => Sample(sample) + (row * (nint)Width * Channels);

    /// <summary>
    /// A tensor [N, C, H, W] in channels-last layout: its own where nothing was filled up, else a copy in the caller's scope.
    /// </summary>
    internal Tensor ToTensor(int channels)
    {
        if (channels == Channels)
        {
            return Owner;
        }

        var tensor = empty([Samples, channels, Height, Width], format: memory_format.channels_last);
        Spill(Pointer(tensor), channels, 0, channels);
        return tensor;
    }

    /// <summary>Reads its channels out of pixels that are <paramref name="step"/> numbers apart.</summary>
    internal void Fill(float* source, int step, int first, int count) => Each((own, pixel) =>
        Copy((float*)own, Channels, source + (pixel * step) + first, step, count));

    /// <summary>Writes its channels into pixels that are <paramref name="step"/> numbers apart.</summary>
    internal void Spill(float* target, int step, int first, int count) => Each((own, pixel) =>
        Copy(target + (pixel * step) + first, step, (float*)own, Channels, count));

    private void Each(Action<nint, nint> body) =>
        new SampleLoop(Samples).Run(0, (piece, _) => body((nint)Sample(piece.Sample), piece.Sample * (nint)Pixels));

    /// <summary>Copies a sample's pixels.</summary>
    private void Copy(float* target, int targetStep, float* source, int sourceStep, int count)
    {
        for (var left = Pixels; left > 0; left--, target += targetStep, source += sourceStep)
        {
            var channel = 0;
            for (; channel + Vector<float>.Count <= count; channel += Vector<float>.Count)
            {
                Vector.Load(source + channel).Store(target + channel);
            }

            for (; channel < count; channel++)
            {
                target[channel] = source[channel];
            }
        }
    }
}
