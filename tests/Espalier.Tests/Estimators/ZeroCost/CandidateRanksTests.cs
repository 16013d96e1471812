using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class CandidateRanksTests
{
    [Fact]
    public void The_best_is_first_equals_share_and_no_score_is_last()
    {
        double?[] scores = [2, null, 7, 2, null, -1];

        Assert.Equal([2.5, 5.5, 1, 2.5, 5.5, 4], CandidateRanks.Of(scores, higherIsBetter: true));
        Assert.Equal([2.5, 5.5, 4, 2.5, 5.5, 1], CandidateRanks.Of(scores, higherIsBetter: false));
    }

    [Fact]
    public void Ranks_have_a_mean() => Assert.Equal([1.5, 1.5, 3], CandidateRanks.Mean([[1, 2, 3], [2, 1, 3]]));

    /// <summary>Two of three prefer 0 to 1, 1 to 2 and 0 to 2, though the mean of ranks, which the third shifts, says otherwise.</summary>
    [Fact]
    public void Of_each_pair_the_majority_decides()
    {
        double[][] ranks = [[1, 2, 3, 4], [1, 2, 3, 4], [4, 1, 2, 3]];

        Assert.Equal([0.0, 1, 2, 3], CandidateRanks.Vote(ranks));
        Assert.Equal([2.0, 5.0 / 3, 8.0 / 3, 11.0 / 3], CandidateRanks.Mean(ranks));
    }

    [Fact]
    public void A_tied_vote_is_half_a_defeat_for_both() => Assert.Equal([0.5, 0.5, 2], CandidateRanks.Vote([[1, 2, 3], [2, 1, 3]]));

    [Fact]
    public void What_has_no_score_anywhere_loses_to_all_that_have_one()
    {
        double[][] ranks = [CandidateRanks.Of([null, 1, 2], true), CandidateRanks.Of([null, 4, 3], true), CandidateRanks.Of([null, 1, 2], false)];

        Assert.Equal(2, CandidateRanks.Vote(ranks)[0]);
        Assert.Equal(3, CandidateRanks.Mean(ranks)[0]);
    }
}
