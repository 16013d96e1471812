using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class CandidatePoolTests
{
    [Fact]
    public void A_small_space_is_looked_at_as_a_whole()
    {
        var candidates = new CandidatePool(Judged.Space, 15_625).Draw(new SeededRandom(1));

        Assert.Equal(15_625, candidates.Select(candidate => candidate.Genotype.Text).Distinct().Count());
        Assert.All(candidates.Take(100), candidate => Assert.Equal(new Espalier.Spaces.OneHot(Judged.Space).Of(candidate.Genotype), candidate.Row));
    }

    [Fact]
    public void Of_a_large_one_as_many_are_drawn_each_once_and_anew_each_time()
    {
        var pool = new CandidatePool(Judged.Space, 100);
        var random = new SeededRandom(1);
        var (first, second) = (pool.Draw(random), pool.Draw(random));

        Assert.InRange(first.Length, 90, 100);
        Assert.Equal(first.Length, first.Select(candidate => candidate.Genotype.Text).Distinct().Count());
        Assert.NotEqual(first.Select(candidate => candidate.Genotype.Text), second.Select(candidate => candidate.Genotype.Text));
    }
}
