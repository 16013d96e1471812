using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier;

/// <content>Latencies of another device, by the table of it.</content>
public sealed partial class Flow
{
    /// <summary>What networks of a space take on a device.</summary>
    /// <exception cref="InvalidInputException">The table is of another space, is not there or damaged, or has no such device.</exception>
    public static DeviceLatency LatencyOn(LatencyDevice device, ISearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(space);
        var cells = space as NasBench201Space ?? throw new InvalidInputException(
            $"--latency-device '{device.Name}'",
            $"the table of latencies is of cells of {NasBench201Genotype.SpaceName}, and the space is {space.Name}",
            $"give --space {NasBench201Genotype.SpaceName}, or leave the device out, and latency is measured here");
        return new(NasBench201LatencyTable.Load(TablesFolder.Find(device.Tables), cells), cells, device.Name);
    }
}
