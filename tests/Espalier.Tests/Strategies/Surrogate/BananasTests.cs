using Espalier.Estimators;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class BananasTests
{
    [Theory]
    [InlineData(Acquisition.Thompson)]
    [InlineData(Acquisition.Ucb)]
    [InlineData(Acquisition.Ei)]
    public void It_climbs_better_than_chance(Acquisition acquisition) => Assert.InRange(
        Judged.Best(seed => Search(seed, new BananasOptions { Predictor = "gp", Acquisition = acquisition }), 60, seeds: 3)
            - Judged.Best(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions()), 60, seeds: 3),
        0.05,
        1);

    [Fact]
    public void No_two_candidates_compute_the_same()
    {
        var asked = Judged.Climb(Search(1, new BananasOptions { Predictor = "bayes-lin-reg" }), 120);

        Assert.Equal(120, asked.Select(genotype => genotype.Function).Distinct().Count());
    }

    [Fact]
    public void The_published_predictor_is_the_default_and_works()
    {
        var asked = Judged.Climb(Search(2, new BananasOptions { Starts = 5, Batch = 5, Candidates = 20 }), 8);

        Assert.Equal(8, asked.Count);
        Assert.Equal("bananas", new BananasOptions().Predictor);
    }

    [Fact]
    public void Candidates_keep_limits()
    {
        var search = new Bananas(
            Judged.Context(3, genotype => Judged.Hill(genotype) > 0.6 ? 1 : 0), new BananasOptions { Predictor = "gp", Starts = 10, Batch = 10 });

        Assert.All(Judged.Climb(search, 50), genotype => Assert.InRange(Judged.Hill(genotype), 0, 0.6));
    }

    [Fact]
    public void What_failed_is_not_learnt_from()
    {
        var asked = Judged.Walk(
            Search(4, new BananasOptions { Predictor = "gp", Starts = 10, Batch = 10 }),
            40,
            genotype => Judged.Hill(genotype) < 0.3 ? new TrialOutcome { Failure = "diverged" } : new TrialOutcome { Accuracy = Judged.Hill(genotype) });

        Assert.True(asked.Skip(10).Average(Judged.Hill) > asked.Take(10).Average(Judged.Hill) + 0.1);
    }

    [Fact]
    public void Where_all_fails_it_draws() =>
        Assert.Equal(30, Judged.Walk(Search(5, new BananasOptions { Starts = 5 }), 30, _ => new TrialOutcome { Failure = "diverged" }).Distinct().Count());

    [Fact]
    public void A_predictor_that_is_not_there_is_refused()
    {
        var fault = Assert.Throws<InvalidInputException>(() => Search(1, new BananasOptions { Predictor = "oracle" }));

        Assert.Contains("gp", fault.Message, StringComparison.Ordinal);
    }

    private static Bananas Search(ulong seed, BananasOptions options) => new(Judged.Context(seed), options);
}
