using Espalier.Data;
using Espalier.Torch;

namespace Benchmarks;

/// <summary>
/// Weights and images as the twins make them (<c>benchmarks/peers/measuring.py</c>): without a generator, so that losses can be compared.
/// </summary>
internal static class Noise
{
    /// <summary>What the numbers are for: each purpose has its own.</summary>
    internal enum Purpose : ulong
    {
        Weights = 1,
        NormalArchitecture = 2,
        ReduceArchitecture = 3,
        TrainImages = 5,
        ValidationImages = 6,
    }

    /// <summary>Weights by their shape; biases and batch norms stay as they are made, but for the classifier's bias of 0.</summary>
    internal static void Fill(torch.nn.Module network)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (parameter.shape.Length > 1)
            {
                Fill(parameter, Purpose.Weights, 1 / Math.Sqrt(parameter.shape.Skip(1).Aggregate(1L, (product, size) => product * size)));
            }
            else if (name.StartsWith("classifier", StringComparison.Ordinal))
            {
                using var unrecorded = torch.no_grad();
                parameter.zero_();
            }
        }
    }

    /// <summary>Numbers between minus and plus <paramref name="scale"/>.</summary>
    internal static void Fill(torch.Tensor target, Purpose purpose, double scale)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var values = Enumerable.Range(0, (int)target.numel()).Select(i => (float)(scale * ((2 * At(purpose, i)) - 1)));
        target.copy_(torch.tensor(values.ToArray(), target.shape));
    }

    /// <summary>Images 0 to 1, channels-last.</summary>
    /// <param name="shape">How many, and of what size.</param>
    /// <param name="purpose">Which.</param>
    /// <param name="factor">The label of image i is factor * i + shift, modulo the classes.</param>
    /// <param name="shift">See there.</param>
    internal static Batch Batch(NetworkShape shape, Purpose purpose, int factor, int shift)
    {
        using var scope = torch.NewDisposeScope();
        var pixels = Enumerable.Range(0, shape.Batch * shape.Input.Length).Select(i => (float)At(purpose, i));
        var labels = Enumerable.Range(0, shape.Batch).Select(i => ((long)factor * i + shift) % NetworkShape.Classes);
        var images = torch.tensor(pixels.ToArray(), [shape.Batch, shape.Input.Channels, shape.Input.Height, shape.Input.Width]);
        return new(
            images.contiguous(memory_format.channels_last).DetachFromDisposeScope(),
            torch.tensor(labels.ToArray()).DetachFromDisposeScope());
    }

    /// <summary>The upper 24 bits of SplitMix64's output, as a fraction.</summary>
    private static double At(Purpose purpose, int index)
    {
        var z = unchecked((((ulong)purpose << 32) + (ulong)index) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return ((z ^ (z >> 31)) >> 40) / (double)(1 << 24);
    }
}
