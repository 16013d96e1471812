using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Spaces;

public sealed class CellGraphTests
{
    /// <summary>Input, six operations in string order (1-0, 2-0, 2-1, 3-0, 3-1, 3-2), output: the published graph of eight vertices.</summary>
    [Fact]
    public void Edges_of_a_cell_become_vertices()
    {
        var space = new NasBench201Space();
        var graph = new CellGraph(space);
        var (labels, gives) = graph.Of(space.Parse(
            "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|nor_conv_3x3~2|", "here"));

        Assert.Equal((8, 7), (graph.Vertices, graph.Labels));
        string[] names = [.. labels.Select(label => label == 0 ? "in" : label == 6 ? "out" : space.Operations[label - 1])];
        Assert.Equal(["in", "nor_conv_3x3", "none", "skip_connect", "avg_pool_3x3", "nor_conv_1x1", "nor_conv_3x3", "out"], names);
        (int, int)[] expected = [(0, 1), (0, 2), (0, 4), (1, 3), (1, 5), (2, 6), (3, 6), (4, 7), (5, 7), (6, 7)];
        Assert.Equal(expected, from one in Enumerable.Range(0, 8) from other in Enumerable.Range(0, 8) where gives[one, other] select (one, other));
    }

    [Fact]
    public void A_global_vertex_is_given_to_by_all_others_and_changes_nothing_else()
    {
        var space = new DartsSpace();
        var (plain, with) = (new CellGraph(space), new CellGraph(space, global: true));
        var genotype = space.Sample(new SeededRandom(3));
        var (labels, gives) = with.Of(genotype);
        var (before, between) = plain.Of(genotype);

        Assert.Equal((plain.Vertices + 1, plain.Labels + 1), (with.Vertices, with.Labels));
        Assert.Equal([.. before, plain.Labels], labels);
        Assert.All(
            from one in Enumerable.Range(0, 23) from other in Enumerable.Range(0, 23) select (one, other),
            pair => Assert.Equal(
                pair.one < 22 && (pair.other == 22 || between[pair.one, pair.other]), gives[pair.one, pair.other]));
    }

    [Fact]
    public void Kinds_of_cells_stand_side_by_side()
    {
        var space = new DartsSpace();
        var graph = new CellGraph(space);
        var (labels, gives) = graph.Of(space.Sample(new SeededRandom(3)));

        // Two inputs, eight operations, an output; twice.
        Assert.Equal(22, graph.Vertices);
        Assert.Equal(22, labels.Length);
        Assert.All(labels, label => Assert.InRange(label, 0, graph.Labels - 1));
        for (var one = 0; one < 11; one++)
        {
            for (var other = 11; other < 22; other++)
            {
                Assert.False(gives[one, other] || gives[other, one]);
            }
        }

        Assert.All(Enumerable.Range(2, 8), vertex => Assert.True(gives[vertex, 10]));
    }
}
