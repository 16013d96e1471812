using Espalier.Estimators;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;

namespace Espalier.Tests.Strategies.Evolution;

public sealed class RegularizedEvolutionTests
{
    [Fact]
    public void Members_live_as_long_as_there_is_room_and_the_oldest_goes()
    {
        var search = Search(1);

        var asked = Judged.Climb(search, 25);

        Assert.Equal(asked.Skip(15), search.Population);
    }

    [Fact]
    public void A_child_differs_from_a_member_in_one_edge()
    {
        var search = Search(2);
        Judged.Climb(search, 10);
        for (var i = 0; i < 40; i++)
        {
            var child = search.Ask();

            Assert.Contains(search.Population, parent => Differences(parent, child) == 1);
            search.Tell(child, new TrialOutcome { Accuracy = Judged.Hill(child) });
        }
    }

    [Fact]
    public void Where_all_are_drawn_into_the_tournament_the_best_is_the_parent()
    {
        var search = Search(3, new RegularizedEvolutionOptions { Tournament = 500 });
        Judged.Climb(search, 10);
        var best = search.Population.MaxBy(Judged.Hill)!;

        Assert.Equal(1, Differences(best, search.Ask()));
    }

    [Fact]
    public void It_climbs_better_than_chance() => Assert.InRange(
        Judged.Best(seed => Search(seed), 100) - Judged.Best(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions()), 100),
        0.03,
        1);

    [Fact]
    public void Failures_are_never_parents_beside_others()
    {
        var search = Search(4, new RegularizedEvolutionOptions { Tournament = 500 });
        var failed = Judged.Walk(search, 9, _ => new TrialOutcome { Failure = "diverged" });
        var sound = Judged.Climb(search, 1)[0];

        Assert.Equal(1, Differences(sound, search.Ask()));
        Assert.Equal(9, failed.Count);
    }

    [Fact]
    public void Asked_for_it_tries_no_function_twice()
    {
        var asked = Judged.Climb(Search(5, new RegularizedEvolutionOptions { Distinct = Distinctness.Function }), 300);

        Assert.Equal(asked.Count, asked.Select(genotype => genotype.Function).Distinct().Count());
    }

    [Fact]
    public void As_published_it_may_try_one_twice()
    {
        var asked = Judged.Climb(Search(5), 400);

        Assert.True(asked.Distinct().Count() < asked.Count);
    }

    private static RegularizedEvolution Search(ulong seed, RegularizedEvolutionOptions? options = null) =>
        new(Judged.Context(seed), options ?? new RegularizedEvolutionOptions());

    private static int Differences(Espalier.Spaces.Genotype one, Espalier.Spaces.Genotype other) =>
        ((NasBench201Genotype)one).Operations.Zip(((NasBench201Genotype)other).Operations).Count(pair => pair.First != pair.Second);
}
