using Espalier.Estimators;
using Espalier.Estimators.Tables;

namespace Espalier.Tests.Estimators.Tables;

public sealed class BestOfDrawsTests
{
    private static readonly double[] Judged = [0.3, 0.9, 0.3, 0.5, 0.9, 0.1, 0.3];
    private static readonly double[] Worth = [10, 20, 40, 80, 160, 320, 640];

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(7, true)]
    public void It_is_what_all_draws_come_to(int draws, bool higherIsBetter)
    {
        var search = new BestOfDraws(new TableColumn("judged", string.Empty, higherIsBetter, [.. Judged]), draws);
        var expected = new double[Judged.Length];
        var drawn = Enumerable.Range(0, 1 << Judged.Length).Where(set => int.PopCount(set) == draws).ToArray();
        foreach (var set in drawn)
        {
            var members = Enumerable.Range(0, Judged.Length).Where(row => (set >> row & 1) == 1).ToArray();
            var best = higherIsBetter ? members.Max(row => Judged[row]) : members.Min(row => Judged[row]);
            var ties = members.Where(row => Judged[row] == best).ToArray();
            Array.ForEach(ties, row => expected[row] += 1.0 / ties.Length / drawn.Length);
        }

        for (var row = 0; row < Judged.Length; row++)
        {
            Assert.Equal(expected[row], search.Probability(row), 1e-12);
        }

        var mean = expected.Zip(Worth, (probability, worth) => probability * worth).Sum();
        var variance = expected.Zip(Worth, (probability, worth) => probability * (worth - mean) * (worth - mean)).Sum();
        var (found, deviation) = search.Of(new TableColumn("worth", string.Empty, true, [.. Worth]));
        Assert.Equal(mean, found, 1e-9);
        Assert.Equal(Math.Sqrt(variance), deviation, 1e-9);
    }

    [Fact]
    public void No_draw_and_more_than_all_are_refused()
    {
        var column = new TableColumn("judged", string.Empty, true, [.. Judged]);

        Assert.Throws<ArgumentOutOfRangeException>(() => new BestOfDraws(column, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BestOfDraws(column, 8));
    }
}
