using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

public sealed class RankAgreementTests
{
    [Fact]
    public void What_has_no_number_is_worse_than_all_that_have_one()
    {
        var told = RankAgreement.Of([null, -1e300, 5, 7], [1, 2, 3, 4]);
        var against = RankAgreement.Of([null, -1e300, 5, 7], [4, 3, 2, 1]);

        Assert.Equal((4, 1, 1), (told.Count, told.Spearman, told.Kendall), Close);
        Assert.Equal((4, -1, -1), (against.Count, against.Spearman, against.Kendall), Close);
    }

    private static bool Close((int, double, double) one, (int, double, double) other) =>
        one.Item1 == other.Item1 && Math.Abs(one.Item2 - other.Item2) < 1e-12 && Math.Abs(one.Item3 - other.Item3) < 1e-12;

    /// <summary>Ranks 1.5 1.5 3 4 against 1 2 3 4: scipy 1.10's spearmanr and kendalltau of [0, 0, 5, 7] and [1, 2, 3, 4].</summary>
    [Fact]
    public void Those_without_a_number_share_their_place()
    {
        var told = RankAgreement.Of([null, null, 5, 7], [1, 2, 3, 4]);

        Assert.Equal(0.9486832980505139, told.Spearman, 1e-12);
        Assert.Equal(0.9128709291752769, told.Kendall, 1e-12);
    }

    [Fact]
    public void A_list_that_tells_nothing_apart_agrees_with_nothing() => Assert.Equal(
        (double.NaN, double.NaN), (RankAgreement.Of([null, null], [1, 2]).Spearman, RankAgreement.Of([3, 3], [1, 2]).Kendall));
}
