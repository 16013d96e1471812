using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Frozen;

/// <summary>The first convolution of a network, with what normalises pixels before it and the batch norm behind it.</summary>
/// <remarks>Windows are gathered side by side, [pixels, taps times planes], so that the convolution is one product.</remarks>
internal sealed unsafe class FrozenStem : IDisposable
{
    private readonly RowKernels rows;
    private readonly FrozenJoint to;
    private readonly (int Planes, int Height, int Width) image;
    private readonly int kernel;
    private readonly int stride;
    private readonly int depth;
    private readonly int padded;
    private readonly int[] places;
    private readonly float[] mean;
    private readonly float[] bias;
    private readonly NativeArray<float> product;
    private readonly NativeArray<float> transposed;
    private readonly MapPlace values;
    private readonly MapPlace windows;

    /// <summary>A stem for images of a size.</summary>
    /// <param name="layout">Where it gets its places.</param>
    /// <param name="convolution">Without bias, padded so that stride 1 would keep the size.</param>
    /// <param name="batchNorm">Behind it.</param>
    /// <param name="statistics">Each plane's mean and deviation, which pixels are normalised by.</param>
    /// <param name="image">Planes, rows, pixels of a row.</param>
    internal FrozenStem(
        FrozenLayout layout,
        Conv2d convolution,
        BatchNorm2d batchNorm,
        (float[] Mean, float[] Deviation) statistics,
        (int Planes, int Height, int Width) image)
    {
        var outputs = (int)convolution.out_channels;
        (this.image, mean, kernel, stride) = (image, statistics.Mean, (int)convolution.kernel_size, (int)convolution.stride);
        rows = RowKernels.For(outputs);
        depth = kernel * kernel * image.Planes;
        padded = rows.Pad(depth);
        to = new FrozenJoint(layout, ((image.Height - 1) / stride) + 1, ((image.Width - 1) / stride) + 1, outputs);
        places = Places();
        var size = to.Size;
        values = layout.Work(size.Height, size.Width, size.Channels);
        windows = layout.Work(size.Height, size.Width, padded);
        var norm = FrozenEdge.Settled(batchNorm, size.Channels);
        bias = new ReadOnlySpan<float>(norm.Shift, size.Channels).ToArray();
        product = new((nint)depth * size.Channels);
        transposed = new((nint)size.Channels * padded);
        var weights = convolution.weight.storage<float>();
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < depth; input++)
            {
                // Weights are [outputs, planes, taps]; windows are [taps, planes].
                var (tap, plane) = (input / image.Planes, input % image.Planes);
                var weight = weights[(output * depth) + (plane * kernel * kernel) + tap] * norm.Scale[output] / statistics.Deviation[plane];
                product.Data[((nint)input * size.Channels) + output] = weight;
                transposed.Data[((nint)output * padded) + input] = weight;
            }
        }
    }

    /// <summary>What it writes.</summary>
    internal FrozenJoint Joint => to;

    /// <summary>Reads an image, plane after plane.</summary>
    internal void Forward(float* pixels, in FrozenMemory memory)
    {
        var size = to.Size;
        var from = memory.Work + windows.Offset;
        var target = memory.Work + values.Offset;
        Gather(pixels, from);
        for (var pixel = 0; pixel < size.Pixels; pixel++)
        {
            bias.CopyTo(new Span<float>(target + (pixel * (nint)size.Channels), size.Channels));
        }

        rows.Pointwise(target, from, product.Data, size.Pixels, padded, depth, size.Channels, adds: true);
        to.Write(memory, target, size.Channels, size.Channels, 0);
    }

    /// <summary>Writes the gradient of an image, plane after plane.</summary>
    internal void Backward(float* pixels, in FrozenMemory memory)
    {
        var size = to.Size;
        var ofWindows = memory.Work + windows.Offset;
        var gradient = memory.Work + values.Offset;
        to.Read(memory, gradient, size.Channels, size.Channels, 0);
        rows.Pointwise(ofWindows, gradient, transposed.Data, size.Pixels, size.Channels, size.Channels, padded, adds: false);
        new Span<float>(pixels, image.Planes * image.Height * image.Width).Clear();
        Scatter(ofWindows, pixels);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        product.Dispose();
        transposed.Dispose();
    }

    /// <summary>Pixels less their mean; beside the image there is the mean, as zeros stand beside normalised pixels.</summary>
    private void Gather(float* pixels, float* target)
    {
        var (planes, plane, taps) = (image.Planes, image.Height * image.Width, kernel * kernel);
        for (var (window, at) = (0, 0); window < to.Size.Pixels; window++, target += padded)
        {
            var into = target;
            for (var tap = 0; tap < taps; tap++, at++)
            {
                var place = places[at];
                for (var i = 0; i < planes; i++, into++)
                {
                    *into = place < 0 ? 0 : pixels[(i * plane) + place] - mean[i];
                }
            }
        }
    }

    private void Scatter(float* source, float* pixels)
    {
        var (planes, plane, taps) = (image.Planes, image.Height * image.Width, kernel * kernel);
        for (var (window, at) = (0, 0); window < to.Size.Pixels; window++, source += padded)
        {
            var from = source;
            for (var tap = 0; tap < taps; tap++, at++, from += planes)
            {
                var place = places[at];
                for (var i = 0; i < planes && place >= 0; i++)
                {
                    pixels[(i * plane) + place] += from[i];
                }
            }
        }
    }

    /// <summary>For each window and tap the pixel that it reads; -1 beside the image.</summary>
    private int[] Places() =>
    [
        .. from row in Enumerable.Range(0, to.Size.Height)
           from column in Enumerable.Range(0, to.Size.Width)
           from tap in Enumerable.Range(0, kernel * kernel)
           let y = (row * stride) + (tap / kernel) - (kernel / 2)
           let x = (column * stride) + (tap % kernel) - (kernel / 2)
           select y >= 0 && y < image.Height && x >= 0 && x < image.Width ? (y * image.Width) + x : -1,
    ];
}
