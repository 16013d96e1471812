using Espalier.Estimators;

namespace Espalier.Tests.Estimators;

public sealed class TableColumnTests
{
    private static readonly double[] Values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ranks_are_those_of_counting(bool higherIsBetter)
    {
        var column = new TableColumn("digits", string.Empty, higherIsBetter, [.. Values]);

        for (var row = 0; row < Values.Length; row++)
        {
            var better = Values.Count(value => higherIsBetter ? value > Values[row] : value < Values[row]);
            var rank = column.RankOf(row);
            Assert.Equal(new TableRank(better, Values.Count(value => value == Values[row]), Values.Length), rank);
            Assert.Equal((better + 1, better + rank.Equal, better + ((1 + rank.Equal) / 2.0)), (rank.First, rank.Last, rank.Middle));
        }

        // Whoever has a place has one to itself or shares it: the middles add up to those of no ties.
        Assert.Equal(Enumerable.Range(1, Values.Length).Sum(), Enumerable.Range(0, Values.Length).Sum(row => column.RankOf(row).Middle));
        Assert.Equal(higherIsBetter ? 5 : 1, column.Best);
        Assert.Equal((4.0, 44.0 / 11), (column.Median, column.Mean));
    }

    [Fact]
    public void A_rank_tells_ties()
    {
        Assert.Equal("7", new TableRank(6, 1, 10).ToString());
        Assert.Equal("1,001-1,003", new TableRank(1000, 3, 2000).ToString());
    }

    [Fact]
    public void How_long_was_trained_is_a_part_of_the_name()
    {
        Assert.Equal("cifar10.val.12", TableColumn.Accuracy("cifar10", TableSplit.Validation, 12, [0.5]).Name);
        Assert.Equal("cifar10.test.200", TableColumn.Accuracy("cifar10", TableSplit.Test, 200, [0.5]).Name);
    }

    [Fact]
    public void An_even_number_has_two_in_the_middle() =>
        Assert.Equal(2.5, new TableColumn("few", "s", higherIsBetter: false, [4, 1, 3, 2]).Median);

    [Fact]
    public void What_is_no_measure_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TableColumn("none", string.Empty, true, [1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableColumn("none", string.Empty, true, []));
    }
}
