using Espalier.Kernels;
using Espalier.Spaces;

namespace Benchmarks;

/// <summary>A way for Espalier to do the same step.</summary>
/// <param name="Kernels"><c>fused</c> or <c>torch</c>.</param>
/// <param name="Memory"><c>default</c> or <c>low</c>.</param>
internal sealed record OurPath(string Kernels, string Memory)
{
    private const string Fused = "fused";
    private const string Torch = "torch";
    private const string Default = "default";
    private const string Low = "low";

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("kernels", $"{Fused},{Torch}", "our paths; ratios are those of the first (default both)"),
        new("memory", $"{Default},{Low}", "memory settings of the fused path (default default)"),
    ];

    /// <summary>libtorch's own operators, as the modules say.</summary>
    internal static OurPath Plain { get; } = new(Torch, Default);

    /// <summary>What a table calls it: the path without kernels of our own is the plain one.</summary>
    internal string Name => (Kernels == Torch ? "plain" : Kernels) + (Memory == Default ? string.Empty : $", {Memory} memory");

    internal IReadOnlyList<string> Arguments => ["--kernels", Kernels, "--memory", Memory];

    /// <summary>Every path that is asked for; the plain one has nothing to set the memory of.</summary>
    internal static IReadOnlyList<OurPath> ReadAll(GivenOptions given)
    {
        var memory = given.Choices("memory", Default, Default, Low);
        return
        [
            .. given.Choices("kernels", $"{Fused},{Torch}", Fused, Torch).SelectMany(
                kernels => (kernels == Torch ? [Default] : memory).Select(setting => new OurPath(kernels, setting))),
        ];
    }

    /// <summary>The one place that tells a network how it is to be computed.</summary>
    internal NetworkSettings Settings(NetworkShape shape) => shape.Settings() with
    {
        Kernels = Kernels == Torch ? KernelPath.Torch : KernelPath.Fused,
        Memory = Memory == Low ? MemoryUse.Low : MemoryUse.Balanced,
    };
}
