using Benchmarks;
using Espalier.Cli.Demo;
using Espalier.Data;

namespace TrainStep;

/// <summary>Networks that are measured by name.</summary>
internal static class TrainShapes
{
    /// <summary>What a shape that is put together by hand starts from.</summary>
    internal static NetworkShape Free { get; } = new(string.Empty, 8, 4, 32, new ImageShape(1, 28, 28));

    internal static IReadOnlyList<NetworkShape> Named { get; } =
    [
        new("paper16", 36, 20, 16, new ImageShape(3, 32, 32)),
        new("paper96", 36, 20, 96, new ImageShape(3, 32, 32)),
        Demo(),
    ];

    private static NetworkShape Demo()
    {
        var run = DemoSettings.Runs(seed: 1)[0];
        return new("demo", run.Final.Channels, run.Final.Cells, run.Recipe.BatchSize, DemoImages.Shape, run.StemStride);
    }
}
