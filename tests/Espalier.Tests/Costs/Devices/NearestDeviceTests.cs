using Espalier.Costs.Devices;

namespace Espalier.Tests.Costs.Devices;

public sealed class NearestDeviceTests
{
    [Fact]
    public void A_known_device_that_runs_slower_is_recognised()
    {
        using var nearest = new NearestDevice(new LatencyContext(1));
        nearest.Learn(Invented.Known);
        double[] slower = [.. Invented.Known.Milliseconds[2].Select(time => 5 + (3 * time))];

        Assert.Equal(
            Invented.Asked.Select(network => slower[network]),
            nearest.Predict(Invented.Measured(slower), Invented.Asked),
            (one, other) => Math.Abs(one - other) < 1e-9);
    }
}
