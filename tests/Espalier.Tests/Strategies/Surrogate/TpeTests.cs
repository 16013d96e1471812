using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class TpeTests
{
    [Fact]
    public void Densities_are_counts_with_one_more_for_every_value()
    {
        var search = Search(1);
        var asked = Judged.Climb(search, 20);

        var (good, others) = search.Densities();

        // ceil(0.25 sqrt(20)) = 2 are good; fewer than 26 weigh alike.
        Genotype[] best = [.. asked.Index().OrderByDescending(pair => Judged.Hill(pair.Item)).Take(2).Select(pair => pair.Item)];
        for (var choice = 0; choice < 6; choice++)
        {
            for (var value = 0; value < 5; value++)
            {
                var among = best.Count(genotype => Value(genotype, choice) == value);
                var all = asked.Count(genotype => Value(genotype, choice) == value);
                Assert.Equal((1.0 + among) / 7, good[choice][value], 1e-12);
                Assert.Equal((1.0 + all - among) / 23, others[choice][value], 1e-12);
            }
        }
    }

    [Fact]
    public void The_newest_count_one_and_the_oldest_next_to_nothing()
    {
        Assert.Equal(Enumerable.Repeat(1.0, 25), Tpe.Forgetting(25));
        Assert.Equal(Enumerable.Repeat(1.0, 25).Prepend(1.0 / 26), Tpe.Forgetting(26));
        var weights = Tpe.Forgetting(35);
        Assert.Equal(1.0 / 35, weights[0], 1e-12);
        Assert.Equal(1, weights[9], 1e-12);
        Assert.Equal((1.0 / 35) + ((1 - (1.0 / 35)) / 9), weights[1], 1e-12);
    }

    [Fact]
    public void It_climbs_better_than_chance() => Assert.InRange(
        Judged.Best(seed => Search(seed), 150) - Judged.Best(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions()), 150),
        0.03,
        1);

    [Fact]
    public void Where_all_is_worth_the_same_every_value_is_still_drawn()
    {
        var asked = Judged.Walk(Search(3), 300, _ => new TrialOutcome { Accuracy = 0.5 }).Skip(20).ToArray();

        Assert.All(Enumerable.Range(0, 6), choice => Assert.Equal(5, asked.Select(genotype => Value(genotype, choice)).Distinct().Count()));
    }

    private static int Value(Genotype genotype, int choice) => ((IChoiceSpace)Judged.Space).Encode(genotype)[choice];

    private static Tpe Search(ulong seed) => new(Judged.Context(seed), new TpeOptions());
}
