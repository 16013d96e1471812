using Espalier.Data;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class DartsPtTests
{
    /// <summary>The third operation has the largest share, the second contributes most of what makes the classes differ.</summary>
    [Fact]
    public void What_the_supernet_would_miss_most_is_chosen_and_not_the_largest_parameter()
    {
        using var supernet = new AdditiveSupernet([0.5f, 6, 1, 2], [0, 0.5f, 1, 0.2f]);
        var context = Context(supernet, () => Enumerable.Range(0, 2).Select(i => TinySearch.Batch((ulong)i)));
        using var search = new DartsPt(context, new DartsPtOptions { ArchitectureRate = 1e-9 });
        Assert.Equal("2", supernet.Derive().Text);

        search.BeginEpoch(context.Epochs);

        Assert.Equal("1", search.Derive().Text);
        Assert.Equal(1, search.EpochsAfter);
    }

    [Fact]
    public void One_edge_of_each_kind_is_decided_at_a_time_and_stays()
    {
        using var search = TinySearch.Of(
            context => new DartsPt(context with { Validation = () => [TinySearch.Batch(9)] }, new DartsPtOptions { SelectionEvery = 2 }), epochs: 1);
        var edges = TinySearch.Space.Edges.Count;
        Assert.Equal((2 * (edges - 1)) + 1, search.Strategy.EpochsAfter);

        var before = Ones();
        for (var epoch = 1; epoch <= search.Strategy.EpochsAfter; epoch++)
        {
            search.Strategy.BeginEpoch(epoch);
            var after = Ones();
            Assert.All(before, one => Assert.Contains(one, after));
            Assert.Equal(2 * ((epoch + 1) / 2), after.Count);
            before = after;
        }

        Assert.Equal(TinySearch.Space.Derive(search.Strategy.Mixture()), search.Strategy.Derive());

        HashSet<(int Kind, int Edge, int Operation)> Ones() =>
        [
            .. from kind in Enumerable.Range(0, 2)
               from edge in Enumerable.Range(0, edges)
               from operation in Enumerable.Range(0, 4)
               where search.Strategy.Mixture()[kind][edge, operation] == 1
               select (kind, edge, operation),
        ];
    }

    [Fact]
    public void Nodes_give_up_edges_until_they_have_what_a_genotype_keeps()
    {
        using var search = TinySearch.Of(
            context => new DartsPt(context with { Validation = () => [TinySearch.Batch(9)] }, new DartsPtOptions { SelectionEvery = 1 }),
            epochs: 1,
            space: new SmallSpace { EdgesPerNode = 2 });
        Assert.Equal(6, search.Strategy.EpochsAfter);

        for (var epoch = 1; epoch <= 6; epoch++)
        {
            search.Strategy.BeginEpoch(epoch);
        }

        foreach (var rows in search.Strategy.Mixture())
        {
            var kept = TinySearch.Space.Edges.Where((_, edge) => Enumerable.Range(0, 4).Any(operation => rows[edge, operation] == 1));
            Assert.All(kept.CountBy(edge => edge.Node), pair => Assert.Equal(2, pair.Value));
        }
    }

    [Fact]
    public void Tuning_begins_at_a_tenth_of_the_rate()
    {
        var options = new WeightOptions();
        using var search = TinySearch.Of(new DartsOptions());
        using var generator = new Generator(1);
        using var descent = new WeightDescent(Context(search.Supernet, () => []), options, generator);

        descent.BeginEpoch(0);
        Assert.Equal(0.025, descent.Optimizer.LearningRate, 12);
        descent.BeginEpoch(2, after: 10);
        Assert.Equal(0.0025, descent.Optimizer.LearningRate, 12);
        descent.BeginEpoch(12, after: 10);
        Assert.Equal(0.001, descent.Optimizer.LearningRate, 12);
    }

    private static GradientContext Context(Espalier.Supernets.Supernet supernet, Func<IEnumerable<Batch>> validation) => new()
    {
        Supernet = supernet,
        EdgeNodes = [0],
        Epochs = 2,
        Seed = 1,
        Validation = validation,
    };
}
