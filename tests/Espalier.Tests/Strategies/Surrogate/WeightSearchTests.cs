using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class WeightSearchTests
{
    [Fact]
    public void It_comes_near_the_top_of_a_smooth_hill_that_chance_misses()
    {
        double[] top = [0.6, -0.3, 0.1];
        double Hill(double[] point) => -point.Zip(top, (one, other) => (one - other) * (one - other)).Sum();
        var chance = new SeededRandom(1);

        var found = Enumerable.Range(1, 3).Average(seed => Climb((ulong)seed));
        var drawn = Enumerable.Range(0, 200).Average(_ =>
            Enumerable.Range(0, 20).Max(_ => Hill([.. Enumerable.Range(0, 3).Select(_ => (2 * chance.NextDouble()) - 1)])));

        Assert.InRange(found, -0.02, 0);
        Assert.True(drawn < -0.05);

        double Climb(ulong seed)
        {
            var search = new WeightSearch(3, 2.576, new SeededRandom(seed));
            for (var i = 0; i < 20; i++)
            {
                var point = search.Next();
                Assert.All(point, value => Assert.InRange(value, -1, 1));
                search.Tell(point, Hill(point));
            }

            return search.Known.Max(pair => pair.Value);
        }
    }

    [Fact]
    public void The_first_point_is_the_seeds() => Assert.Equal(
        new WeightSearch(4, 1, new SeededRandom(9)).Next(), new WeightSearch(4, 1, new SeededRandom(9)).Next());
}
