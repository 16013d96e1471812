using Espalier.Catalog;

namespace Espalier.Costs.Devices;

/// <summary>A network takes on a new device what it takes on the known one whose reference networks, scaled, are nearest to the new one's.</summary>
[Method(
    "nearest-device",
    Paper = "Nearest Neighbor Pattern Classification, IEEE Transactions on Information Theory 13, 1967",
    Year = 1967,
    Summary = "what the network takes on the known device whose references are most alike")]
public sealed class NearestDevice(LatencyContext context) : KnownDevices(context)
{
    private protected override (double Fixed, double[] Weights) Weigh(double[] wanted, double[][] embeddings)
    {
        var weights = new double[embeddings.Length];
        var nearest = Enumerable.Range(0, embeddings.Length)
            .MinBy(device => embeddings[device].Zip(wanted, (known, asked) => (known - asked) * (known - asked)).Sum());
        weights[nearest] = 1;
        return (0, weights);
    }
}
