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
            var gradient = empty(parts.Depthwise.weight.shape);
            var to = gradient.storage<float>();
            var taps = parts.Kernel * parts.Kernel;
            var from = new Span<float>(Taps, taps * inputs);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[((i % taps) * inputs) + (i / taps)];
            }

            tensors.Add(gradient);
        }

        var firstOutput = 0;
        for (var group = 0; group < parts.Pointwise.Count; group++)
        {
            var gradient = empty(parts.Pointwise[group].weight.shape);
            var to = gradient.storage<float>();
            var width = parts.Inputs;
            var from = Product + ((nint)group * inputs * outputs) + firstOutput;
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[(i % width * (nint)outputs) + (i / width)];
            }

            firstOutput += to.Length / width;
            tensors.Add(gradient);
        }

        return tensors;
    }

    /// <inheritdoc/>
    public void Dispose() => numbers.Dispose();
}
