using Espalier.Strategies;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class CountScaleTests
{
    private const double Uniform = 500;

    [Fact]
    public void The_mean_network_is_the_uniform_mixture_and_the_smallest_is_nothing()
    {
        var counts = new List<long>();
        var random = new SeededRandom(3);
        var scale = new CountScale(new SmallSpace(), _ => Draw(), Uniform, new SeededRandom(4));

        Assert.Equal(0, scale.ExpectedFor(counts.Min())!.Value, 1e-9);
        Assert.Equal(Uniform, scale.ExpectedFor((long)counts.Average())!.Value, 1e-9);
        Assert.Equal(2 * Uniform, scale.ExpectedFor((long)((2 * counts.Average()) - counts.Min()))!.Value, 1e-9);
        Assert.Equal(0, scale.ExpectedFor(0));
        Assert.Null(scale.ExpectedFor(null));

        // Sixteen numbers with a whole mean.
        long Draw()
        {
            counts.Add(1000 + (counts.Count % 2 == 0 ? random.Next(900) : 2000 - counts[^1]));
            return counts[^1];
        }
    }

    [Fact]
    public void It_rises_with_the_bound()
    {
        var random = new SeededRandom(3);
        var scale = new CountScale(new SmallSpace(), genotype => 100 * genotype.Text.Sum(digit => digit), Uniform, random);

        var expected = Enumerable.Range(0, 100).Select(step => scale.ExpectedFor(60_000 - (200 * step))!.Value).ToArray();

        Assert.All(expected.Zip(expected.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
        Assert.True(expected[0] > expected[^1]);
    }

    [Fact]
    public void Where_all_networks_are_alike_every_bound_is_the_uniform_mixture() =>
        Assert.Equal(Uniform, new CountScale(new SmallSpace(), _ => 7, Uniform, new SeededRandom(1)).ExpectedFor(3));
}
