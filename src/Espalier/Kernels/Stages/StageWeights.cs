using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Stages;

/// <summary>
/// A stage's weights in the kernels' order: taps [taps, inputs], products [groups * inputs, outputs] and the same transposed. A
/// factorised reduction has two groups of inputs and two blocks on the diagonal.
/// </summary>
internal sealed unsafe class StageWeights : IDisposable
{
    private readonly StageParts parts;
    private readonly NativeArray<float> numbers;
    private readonly nint backTaps;
    private readonly nint product;
    private readonly nint transposed;

    /// <summary>Copies the weights that the layers hold now.</summary>
    /// <param name="parts">The layers.</param>
    /// <param name="inputs">Channels that go in, filled up.</param>
    /// <param name="outputs">Channels that come out, filled up.</param>
    /// <param name="geometry">Where the windows backwards read.</param>
    internal StageWeights(StageParts parts, int inputs, int outputs, StageGeometry geometry)
    {
        this.parts = parts;
        (Inputs, Outputs, Groups) = (inputs, outputs, parts.Pointwise.Count);
        backTaps = TapCount * (nint)Inputs;
        product = backTaps + (geometry.BackTapCount * (nint)Inputs);
        transposed = product + ((nint)Groups * Inputs * Outputs);
        numbers = new(transposed + ((nint)Groups * Inputs * Outputs));
        PackTaps();
        PackBackTaps(geometry);
        PackProduct();
    }

    /// <summary>Channels that go in, filled up.</summary>
    internal int Inputs { get; }

    /// <summary>Channels that come out, filled up.</summary>
    internal int Outputs { get; }

    /// <summary>How many groups of inputs the products see.</summary>
    internal int Groups { get; }

    /// <summary>Pixels of a window.</summary>
    internal int TapCount => parts.Kernel * parts.Kernel;

    /// <summary>[taps, inputs]; ones where there is no depthwise convolution.</summary>
    internal float* Taps => numbers.Data;

    /// <summary>The same in the order of the windows backwards, one kind of pixel after the other.</summary>
    internal float* BackTaps => numbers.Data + backTaps;

    /// <summary>[groups * inputs, outputs].</summary>
    internal float* Product => numbers.Data + product;

    /// <summary>[outputs, groups * inputs].</summary>
    internal float* Transposed => numbers.Data + transposed;

    /// <summary>Multiplies what comes out by a factor for each channel.</summary>
    internal void Fold(ReadOnlySpan<float> factors)
    {
        for (var input = 0; input < Groups * Inputs; input++)
        {
            for (var output = 0; output < Outputs; output++)
            {
                Product[((nint)input * Outputs) + output] *= factors[output];
                Transposed[((nint)output * Groups * Inputs) + input] *= factors[output];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => numbers.Dispose();

    private void PackTaps()
    {
        var weights = parts.Depthwise is null ? [] : parts.Depthwise.weight.storage<float>();
        var (count, channels) = (TapCount, parts.Inputs);
        var target = new Span<float>(Taps, count * Inputs);
        for (var tap = 0; tap < count; tap++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                target[(tap * Inputs) + channel] = weights.IsEmpty ? 1 : weights[(channel * count) + tap];
            }
        }
    }

    private void PackBackTaps(StageGeometry geometry)
    {
        var target = BackTaps;
        foreach (var back in geometry.Backward)
        {
            foreach (var weight in back.Weights)
            {
                new Span<float>(Taps + (weight * (nint)Inputs), Inputs).CopyTo(new Span<float>(target, Inputs));
                target += Inputs;
            }
        }
    }

    private void PackProduct()
    {
        var firstOutput = 0;
        var inputs = parts.Inputs;
        for (var group = 0; group < Groups; group++)
        {
            var weights = parts.Pointwise[group].weight.storage<float>();
            var outputs = (int)parts.Pointwise[group].out_channels;
            for (var output = 0; output < outputs; output++)
            {
                var column = firstOutput + output;
                var line = weights.Slice(output * inputs, inputs);
                line.CopyTo(new Span<float>(Transposed + ((nint)column * Groups * Inputs) + (group * Inputs), inputs));
                var to = Product + ((nint)group * Inputs * Outputs) + column;
                for (var input = 0; input < inputs; input++)
                {
                    to[(nint)input * Outputs] = line[input];
                }
            }

            firstOutput += outputs;
        }
    }
}
