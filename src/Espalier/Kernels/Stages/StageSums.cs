using System.Numerics;
using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Stages;

/// <summary>Gradients of a stage's weights in the making, in the kernels' order.</summary>
internal sealed unsafe class StageSums : IDisposable
{
    private readonly StageParts parts;
    private readonly int inputs;
    private readonly int outputs;
    private readonly NativeArray<float> numbers;

    /// <summary>Zeros for weights of that shape.</summary>
    internal StageSums(StageParts parts, StageWeights weights)
    {
        this.parts = parts;
        (inputs, outputs) = (weights.Inputs, weights.Outputs);
        numbers = new((weights.TapCount * (nint)inputs) + ((nint)weights.Groups * inputs * outputs));
    }

    /// <summary>[taps, inputs].</summary>
    internal float* Taps => numbers.Data;

    /// <summary>[groups * inputs, outputs].</summary>
    internal float* Product => numbers.Data + (parts.Kernel * parts.Kernel * (nint)inputs);

    /// <summary>Adds what another one gathered.</summary>
    internal void Add(StageSums other)
    {
        var own = numbers.Data;
        var others = other.numbers.Data;
        nint i = 0;
        for (; i + Vector<float>.Count <= numbers.Count; i += Vector<float>.Count)
        {
            (Vector.Load(own + i) + Vector.Load(others + i)).Store(own + i);
        }

        for (; i < numbers.Count; i++)
        {
            own[i] += others[i];
        }
    }

    /// <summary>One tensor per convolution, shaped like its weight, in the order of <see cref="StageParts.ConvolutionWeights"/>.</summary>
    internal List<Tensor> ToTensors()
    {
        var tensors = new List<Tensor>();
        if (parts.Depthwise is not null)
        {
            tensors.Add(empty(parts.Depthwise.weight.shape));
            Turn(Taps, inputs, tensors[^1].storage<float>(), parts.Kernel * parts.Kernel);
        }

        var from = Product;
        foreach (var layer in parts.Pointwise)
        {
            tensors.Add(empty(layer.weight.shape));
            Turn(from, outputs, tensors[^1].storage<float>(), parts.Inputs);
            from += (inputs * (nint)outputs) + layer.out_channels;
        }

        return tensors;
    }

    /// <inheritdoc/>
    public void Dispose() => numbers.Dispose();

    /// <summary>Rows that are a step apart become columns of so many numbers.</summary>
    private static void Turn(float* from, int step, Span<float> to, int rows)
    {
        for (var column = 0; column < to.Length / rows; column++)
        {
            var target = to.Slice(column * rows, rows);
            var source = from + column;
            for (var row = 0; row < target.Length; row++, source += step)
            {
                target[row] = *source;
            }
        }
    }
}
