using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class CostChoicesTests
{
    [Fact]
    public void Extremes_and_every_sum_between_are_those_of_all_networks()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var random = new SeededRandom(seed);
            var choices = Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => Enumerable.Range(0, random.Next(1, 6)).Select(_ => new NetworkCost(random.Next(6), random.Next(50))).ToArray())
                .ToArray();
            var fixedPart = new NetworkCost(7, 11);

            var found = new CostChoices(fixedPart, choices);

            var all = choices.Aggregate(
                (IEnumerable<NetworkCost>)[fixedPart],
                (sums, choice) => sums.SelectMany(_ => choice, (sum, added) => new NetworkCost(sum.Parameters + added.Parameters, sum.Macs + added.Macs)))
                .ToArray();
            Assert.Equal(new NetworkCost(all.Min(cost => cost.Parameters), all.Min(cost => cost.Macs)), found.Fewest);
            Assert.Equal(new NetworkCost(all.Max(cost => cost.Parameters), all.Max(cost => cost.Macs)), found.Most);
            Assert.Equal(
                all.GroupBy(cost => cost.Parameters).OrderBy(group => group.Key).Select(group => new NetworkCost(group.Key, group.Min(cost => cost.Macs))),
                found.Leanest());
        }
    }

    [Fact]
    public void A_choice_needs_an_alternative() => Assert.Throws<ArgumentException>(() => new CostChoices(default, [[]]));

    [Fact]
    public void Too_many_sums_are_not_looked_for()
    {
        var binary = Enumerable.Range(0, 24).Select(place => new NetworkCost[] { default, new(1L << place, 1) });

        Assert.Null(new CostChoices(default, binary).Leanest());
    }
}
