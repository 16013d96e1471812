using Espalier.Data;

namespace Benchmarks;

/// <summary>The demo's images, without reading them.</summary>
internal static class DemoImages
{
    /// <summary>Fashion-MNIST's.</summary>
    internal static ImageShape Shape { get; } = new(1, 28, 28);
}
