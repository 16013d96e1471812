using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Stages;

/// <summary>
/// A stage's weights in the kernels' order: taps [taps, inputs], products [groups * inputs, outputs] and the same transposed. A
/// factorised reduction has two groups of inputs and two blocks on the diagonal.
/// </summary>
internal sealed unsafe class StageWeights : IDisposable
{
    private readonly StageParts parts;
    private readonly NativeArray<float> taps;
    private readonly NativeArray<float> product;
    private readonly NativeArray<float> transposed;

    /// <summary>Copies the weights that the layers hold now.</summary>
    internal StageWeights(StageParts parts, RowKernels rows)
    {
        this.parts = parts;
        (Inputs, Outputs) = (rows.Pad(parts.Inputs), rows.Pad(parts.Outputs));
        taps = new(TapCount * Inputs);
        product = new((nint)Groups * Inputs * Outputs);
        transposed = new((nint)Groups * Inputs * Outputs);
        PackTaps();
        PackProduct();
    }

    /// <summary>Channels that go in, filled up.</summary>
    internal int Inputs { get; }

    /// <summary>Channels that come out, filled up.</summary>
    internal int Outputs { get; }

    /// <summary>How many groups of inputs the products see.</summary>
    internal int Groups => parts.Pointwise.Count;

    /// <summary>Pixels of a window.</summary>
    internal int TapCount => parts.Kernel * parts.Kernel;

    /// <summary>[taps, inputs]; ones where there is no depthwise convolution.</summary>
    internal float* Taps => taps.Data;

    /// <summary>[groups * inputs, outputs].</summary>
    internal float* Product => product.Data;

    /// <summary>[outputs, groups * inputs].</summary>
    internal float* Transposed => transposed.Data;

    /// <inheritdoc/>
    public void Dispose()
    {
        taps.Dispose();
        product.Dispose();
        transposed.Dispose();
    }

    private void PackTaps()
    {
        var weights = parts.Depthwise is null ? [] : parts.Depthwise.weight.storage<float>();
        for (var tap = 0; tap < TapCount; tap++)
        {
            for (var channel = 0; channel < parts.Inputs; channel++)
            {
                taps.Data[(tap * Inputs) + channel] = weights.IsEmpty ? 1 : weights[(channel * TapCount) + tap];
            }
        }
    }

    private void PackProduct()
    {
        var firstOutput = 0;
        for (var group = 0; group < Groups; group++)
        {
            var weights = parts.Pointwise[group].weight.storage<float>();
            var outputs = (int)parts.Pointwise[group].out_channels;
            for (var output = 0; output < outputs; output++)
            {
                for (var input = 0; input < parts.Inputs; input++)
                {
                    var value = weights[(output * parts.Inputs) + input];
                    var (row, column) = ((group * Inputs) + input, firstOutput + output);
                    product.Data[((nint)row * Outputs) + column] = value;
                    transposed.Data[((nint)column * Groups * Inputs) + row] = value;
                }
            }

            firstOutput += outputs;
        }
    }
}
