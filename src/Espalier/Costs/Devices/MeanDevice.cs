using Espalier.Catalog;

namespace Espalier.Costs.Devices;

/// <summary>A network takes on a new device the mean of what it takes on the known ones, each on the scale of its reference networks.</summary>
[Method(
    "mean-device",
    Paper = "A Comprehensive Survey on Hardware-Aware Neural Architecture Search, arXiv 2101.09336",
    Year = 2021,
    Summary = "the mean over known devices, each on the scale of its reference networks")]
public sealed class MeanDevice(LatencyContext context) : KnownDevices(context)
{
    private protected override (double Fixed, double[] Weights) Weigh(double[] wanted, double[][] embeddings) =>
        (0, [.. embeddings.Select(_ => 1.0 / embeddings.Length)]);
}
