using Espalier.Costs.Devices;

namespace Espalier.Tests.Costs.Devices;

public sealed class MeanDeviceTests
{
    /// <summary>Two devices whose references span the same: half of each, on the new one's scale.</summary>
    [Fact]
    public void It_is_the_mean_on_the_references_scale()
    {
        using var mean = new MeanDevice(new LatencyContext(1));
        mean.Learn(new DeviceRecords
        {
            Networks = [[1], [2], [3]],
            Milliseconds = [[0, 10, 4], [100, 300, 260]],
            References = [0, 1],
            Pool = [0],
        });

        Assert.Equal([10 + (20 * (0.4 + 0.8) / 2)], mean.Predict([10, 30], [2]), (one, other) => Math.Abs(one - other) < 1e-12);
    }
}
