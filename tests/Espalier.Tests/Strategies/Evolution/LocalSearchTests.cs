using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;

namespace Espalier.Tests.Strategies.Evolution;

public sealed class LocalSearchTests
{
    [Fact]
    public void It_stops_only_where_no_neighbour_is_better()
    {
        var search = Search(1);

        Judged.Walk(search, 600, genotype => new() { Accuracy = Rugged(genotype) });

        Assert.NotEmpty(search.Optima);
        Assert.All(search.Optima, optimum =>
            Assert.DoesNotContain(ChoiceMoves.Neighbours(Judged.Space, optimum), neighbour => Rugged(neighbour) > Rugged(optimum)));
    }

    [Fact]
    public void Nothing_is_judged_twice()
    {
        var asked = Judged.Walk(Search(2), 600, genotype => new() { Accuracy = Rugged(genotype) });

        Assert.Equal(asked.Count, asked.Distinct().Count());
    }

    [Fact]
    public void On_a_hill_it_reaches_the_top()
    {
        // The way up is six edges, of 24 neighbours each at most.
        Assert.Equal(1, Judged.Best(seed => Search(seed), 10 + (6 * 24) + 24));
    }

    [Fact]
    public void It_starts_from_the_best_of_its_random_genotypes()
    {
        var search = Search(3);
        var starts = Judged.Climb(search, 10);

        Assert.Contains(search.Ask(), ChoiceMoves.Neighbours(Judged.Space, starts.MaxBy(Judged.Hill)!));
    }

    /// <summary>A landscape of many small hills.</summary>
    private static double Rugged(Genotype genotype) => new SeededRandom(SeededRandom.Derive(5, genotype.Text)).NextDouble();

    private static LocalSearch Search(ulong seed) => new(Judged.Context(seed), new LocalSearchOptions());
}
