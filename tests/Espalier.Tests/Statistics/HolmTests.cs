using Espalier.Statistics;

namespace Espalier.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void The_values_are_those_by_hand()
    {
        // 4 * 0.005, 3 * 0.01, 2 * 0.03, 1 * 0.04 raised to the one before it.
        var adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);

        Assert.Equal([0.03, 0.06, 0.06, 0.02], adjusted.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void None_is_above_1_and_one_alone_stays_what_it_is()
    {
        Assert.Equal([1, 1], Holm.Adjust([0.6, 0.7]));
        Assert.Equal([0.3], Holm.Adjust([0.3]));
        Assert.Empty(Holm.Adjust([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([0.5, 1.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([double.NaN]));
    }
}
