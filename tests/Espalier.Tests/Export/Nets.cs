using Espalier.Data;
using Espalier.Export.Gate;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Export;

/// <summary>Networks to export, with weights and statistics that make every layer matter.</summary>
internal static class Nets
{
    internal static ImageShape Odd { get; } = new(3, 11, 13);

    internal static ImageShape Even { get; } = new(1, 12, 12);

    /// <summary>A genotype both of whose cells are made of one operation (with identities, so that every node gets something).</summary>
    internal static DartsGenotype Genotype(string operation, string other = DartsOperations.SkipConnect) => new(
        [(operation, 0), (other, 1), (operation, 1), (operation, 2), (other, 0), (operation, 3), (operation, 2), (operation, 4)],
        [3, 4, 5],
        [(operation, 0), (other, 1), (operation, 1), (operation, 2), (other, 0), (operation, 3), (operation, 2), (operation, 4)],
        [2, 4, 5]);

    internal static Network Darts(DartsGenotype genotype, ImageShape input, bool auxiliary = false, bool search = false)
    {
        var settings = new NetworkSettings
        {
            Channels = 3,
            Cells = 4,
            Input = input,
            Classes = 5,
            Auxiliary = auxiliary,
            Statistics = new ChannelStatistics(Numbers(input.Channels, 0.3f), Numbers(input.Channels, 0.2f)),
        };
        var space = new DartsSpace();
        var network = search ? space.BuildSearchForm(genotype, settings) : space.Build(genotype, settings);
        Stir(network, seed: 7);
        return network;
    }

    /// <summary>Draws weights, scales, shifts and running statistics anew; variances stay well above zero.</summary>
    internal static void Stir(Module network, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var generator = new Generator(seed);
        Initialization.Draw(network, generator);
        foreach (var norm in network.modules().OfType<BatchNorm2d>())
        {
            norm.weight?.uniform_(0.5, 1.5, generator);
            norm.bias?.uniform_(-0.5, 0.5, generator);
            norm.running_mean!.uniform_(-0.2, 0.2, generator);
            norm.running_var!.uniform_(0.05, 0.5, generator);
        }
    }

    /// <summary>Random pixels, channels last as those of a batch.</summary>
    internal static Tensor Images(ImageShape shape, int count, ulong seed = 3)
    {
        using var generator = new Generator(seed);
        return rand([count, shape.Height, shape.Width, shape.Channels], generator: generator).permute(0, 3, 1, 2);
    }

    /// <summary>The largest difference of a logit between a network and its file, divided by the largest logit or 1.</summary>
    internal static double Difference(Module<Tensor, Tensor> network, ReadOnlySpan<byte> file, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var exported = new OnnxClassifier(file, threads: 1);
        network.eval();
        var ours = network.call(images);
        return (exported.Logits(images) - ours).abs().max().ToDouble() / Math.Max(1, ours.abs().max().ToDouble());
    }

    private static float[] Numbers(int count, float first) => [.. Enumerable.Range(0, count).Select(i => first + (0.05f * i))];
}
