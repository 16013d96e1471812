using Benchmarks;
using Espalier.Cli.Demo;
using Espalier.Data;

namespace SearchStep;

/// <summary>Supernets that are measured by name.</summary>
internal static class SearchShapes
{
    /// <summary>What a shape that is put together by hand starts from.</summary>
    internal static NetworkShape Free { get; } = new(string.Empty, 8, 4, 32, new ImageShape(1, 28, 28));

    internal static IReadOnlyList<NetworkShape> Named { get; } =
    [
        new("paper16", 16, 8, 16, new ImageShape(3, 32, 32)),
        new("paper64", 16, 8, 64, new ImageShape(3, 32, 32)),
        Demo(),
    ];

    private static NetworkShape Demo()
    {
        var run = DemoSettings.Runs(seed: 1)[0];
        return new("demo", run.Search.Channels, run.Search.Cells, run.SearchBatch, DemoImages.Shape, run.StemStride);
    }
}
