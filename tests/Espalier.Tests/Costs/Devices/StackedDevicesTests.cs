using Espalier.Costs.Devices;

namespace Espalier.Tests.Costs.Devices;

public sealed class StackedDevicesTests
{
    [Fact]
    public void A_device_between_the_known_ones_is_found_to_the_millisecond()
    {
        using var stack = new StackedDevices(new LatencyContext(1), new StackedDevicesOptions { Ridge = 1e-6 });
        stack.Learn(Invented.Known);
        var times = Invented.Times(0.5, 3, 4);

        Assert.Equal(
            Invented.Asked.Select(network => times[network]),
            stack.Predict(Invented.Measured(times), Invented.Asked),
            (one, other) => Math.Abs(one - other) < 1e-3);
    }

    [Fact]
    public void A_device_that_orders_networks_the_other_way_counts_nothing()
    {
        using var stack = new StackedDevices(new LatencyContext(1), new StackedDevicesOptions());
        stack.Learn(Invented.Known with { Milliseconds = [Invented.Known.Milliseconds[0]] });
        double[] reversed = [.. Invented.Known.Milliseconds[0].Select(time => 100 - time)];
        var measured = Invented.Measured(reversed);

        Assert.All(stack.Predict(measured, Invented.Asked), time => Assert.Equal(measured.Average(), time, 1e-9));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var stack = new StackedDevices(new LatencyContext(1), new StackedDevicesOptions());

        Assert.Throws<InvalidOperationException>(() => stack.Predict([1, 2], [0]));
        Assert.Throws<ArgumentException>(() => stack.Learn(Invented.Known with { References = [1] }));
        Assert.Throws<ArgumentException>(() => stack.Learn(Invented.Known with { Pool = [1000] }));
        Assert.Throws<ArgumentException>(() => stack.Learn(Invented.Known with { Milliseconds = [] }));
        stack.Learn(Invented.Known);
        Assert.Throws<ArgumentException>(() => stack.Predict([1, 2], [0]));
        Assert.Throws<ArgumentException>(() => stack.Predict([.. Enumerable.Repeat(3.0, 10)], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StackedDevicesOptions { Ridge = -1 });
    }
}
