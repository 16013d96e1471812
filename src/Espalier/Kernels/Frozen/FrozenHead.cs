using System.Numerics;

namespace Espalier.Kernels.Frozen;

/// <summary>The mean of every channel of the last cell's nodes, and the classifier on them.</summary>
internal sealed unsafe class FrozenHead
{
    private readonly FrozenState[] nodes;
    private readonly int channels;
    private readonly int classes;
    private readonly float[] weights;
    private readonly float[] bias;
    private readonly MapPlace features;

    internal FrozenHead(FrozenLayout layout, FrozenCell last, Linear classifier)
    {
        (nodes, channels, classes) = ([.. last.Outputs], last.Channels, (int)classifier.out_features);
        weights = classifier.weight.storage<float>().ToArray();
        bias = classifier.bias is null ? new float[classes] : classifier.bias.storage<float>().ToArray();
        features = layout.Work(1, 1, (int)classifier.in_features);
    }

    /// <summary>Writes the logits.</summary>
    internal void Forward(float* logits, in FrozenMemory memory)
    {
        var means = memory.Work + features.Offset;
        foreach (var (place, node) in nodes.Index())
        {
            Mean(node.Values(memory), node.Size, means + (place * channels));
        }

        var count = nodes.Length * channels;
        for (var i = 0; i < classes; i++)
        {
            logits[i] = bias[i] + Dot(means, weights.AsSpan(i * count, count));
        }
    }

    /// <summary>Writes the gradients of the nodes.</summary>
    internal void Backward(float* logits, in FrozenMemory memory)
    {
        var means = new Span<float>(memory.Work + features.Offset, nodes.Length * channels);
        means.Clear();
        for (var i = 0; i < classes; i++)
        {
            AddScaled(means, weights.AsSpan(i * means.Length, means.Length), logits[i] / nodes[0].Size.Pixels);
        }

        foreach (var (place, node) in nodes.Index())
        {
            var size = node.Size;
            var target = node.Gradient(memory);
            for (var pixel = 0; pixel < size.Pixels; pixel++, target += size.Channels)
            {
                means.Slice(place * channels, channels).CopyTo(new Span<float>(target, channels));
                new Span<float>(target + channels, size.Channels - channels).Clear();
            }
        }
    }

    private static float Dot(float* left, ReadOnlySpan<float> right)
    {
        var (sum, i) = (Vector<float>.Zero, 0);
        for (; i + Vector<float>.Count <= right.Length; i += Vector<float>.Count)
        {
            sum += Vector.Load(left + i) * new Vector<float>(right[i..]);
        }

        var rest = Vector.Sum(sum);
        for (; i < right.Length; i++)
        {
            rest += left[i] * right[i];
        }

        return rest;
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> values, float factor)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= target.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(target[i..]) + (new Vector<float>(values[i..]) * factor)).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += values[i] * factor;
        }
    }

    /// <summary>Each channel's mean over the pixels.</summary>
    private void Mean(float* values, in MapPlace size, float* target)
    {
        var channel = 0;
        for (; channel + Vector<float>.Count <= channels; channel += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var pixel = 0; pixel < size.Pixels; pixel++)
            {
                sum += Vector.Load(values + (pixel * (nint)size.Channels) + channel);
            }

            (sum / size.Pixels).Store(target + channel);
        }

        for (; channel < channels; channel++)
        {
            var sum = 0f;
            for (var pixel = 0; pixel < size.Pixels; pixel++)
            {
                sum += values[(pixel * (nint)size.Channels) + channel];
            }

            target[channel] = sum / size.Pixels;
        }
    }
}
