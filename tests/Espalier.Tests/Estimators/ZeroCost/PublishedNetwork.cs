using Espalier.Data;
using Espalier.Estimators.ZeroCost;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.ZeroCost;

/// <summary>NAS-Bench-201's network of a cell: 16 channels, five cells a stage, ten classes, images of 3x32x32.</summary>
internal static class PublishedNetwork
{
    public static ProxyInput Input => Tiny.Of(zeros([1, 3, 32, 32]));

    public static Network Of(string arch)
    {
        var space = new NasBench201Space();
        return space.Build(
            space.Parse(arch, "test"),
            new NetworkSettings { Channels = 16, Cells = 17, Input = new ImageShape(3, 32, 32), Classes = 10, Kernels = KernelPath.Torch });
    }
}
