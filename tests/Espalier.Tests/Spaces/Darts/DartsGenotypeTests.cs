using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsGenotypeTests
{
    private static readonly (string, int)[] Node = [("sep_conv_3x3", 0), ("skip_connect", 1)];

    [Fact]
    public void Text_is_canonical_json_on_one_line()
    {
        (string, int)[] two = [.. Node, ("max_pool_3x3", 2), ("dil_conv_3x3", 0)];
        var genotype = new DartsGenotype([("sep_conv_5x5", 1), ("none", 0)], [2], two, [3, 2]);

        Assert.Equal(
            """{"space":"darts","normal":[["none",0],["sep_conv_5x5",1]],"normal_concat":[2],"reduce":"""
            + """[["sep_conv_3x3",0],["skip_connect",1],["dil_conv_3x3",0],["max_pool_3x3",2]],"reduce_concat":[2,3]}""",
            genotype.Text);
        Assert.Equal(genotype.Text, genotype.ToString());
        Assert.Equal("darts", genotype.Space);
    }

    [Fact]
    public void Field_notation_prints_ranges_where_nodes_are_consecutive()
    {
        (string, int)[] three = [.. Node, ("max_pool_3x3", 2), ("dil_conv_3x3", 0), ("none", 3), ("avg_pool_3x3", 2)];
        var genotype = new DartsGenotype(three, [2, 4], Node, [2]);

        Assert.Equal(
            "Genotype(normal=[('sep_conv_3x3', 0), ('skip_connect', 1), ('dil_conv_3x3', 0), ('max_pool_3x3', 2), ('avg_pool_3x3', 2), "
            + "('none', 3)], normal_concat=[2, 4], reduce=[('sep_conv_3x3', 0), ('skip_connect', 1)], reduce_concat=range(2, 3))",
            genotype.FieldNotation);
    }

    [Fact]
    public void Order_of_edges_and_of_concatenated_nodes_does_not_matter()
    {
        (string, int)[] two = [.. Node, ("max_pool_3x3", 2), ("dil_conv_3x3", 0)];
        (string, int)[] swapped = [("skip_connect", 1), ("sep_conv_3x3", 0), ("dil_conv_3x3", 0), ("max_pool_3x3", 2)];
        Genotype one = new DartsGenotype(two, [2, 3], Node, [2]);
        Genotype other = new DartsGenotype(swapped, [3, 2], Node, [2]);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(one.Text, other.Text);
    }

    [Fact]
    public void Any_real_difference_makes_genotypes_unequal()
    {
        var one = new DartsGenotype([.. Node, ("none", 0), ("none", 2)], [2, 3], Node, [2]);
        DartsGenotype[] others =
        [
            new([.. Node, ("none", 0), ("none", 1)], [2, 3], Node, [2]),
            new([.. Node, ("none", 0), ("skip_connect", 2)], [2, 3], Node, [2]),
            new([.. Node, ("none", 0), ("none", 2)], [3], Node, [2]),
            new(Node, [2], [.. Node, ("none", 0), ("none", 2)], [2, 3]),
        ];

        Assert.All(others, other => Assert.NotEqual(one, other));
        Assert.False(one.Equals(null));
    }

    [Fact]
    public void Later_changes_to_the_callers_lists_do_not_reach_it()
    {
        var edges = new List<(string Operation, int Input)>(Node);
        var concat = new List<int> { 2 };
        var genotype = new DartsGenotype(edges, concat, Node, [2]);

        edges[0] = ("none", 0);
        concat[0] = 9;

        Assert.Equal("sep_conv_3x3", genotype.Normal[0].Operation);
        Assert.Equal([2], genotype.NormalConcat);
    }

    public static TheoryData<(string, int)[], int[], string> IllegalCells => new()
    {
        { [], [2], "0 edges" },
        { [("none", 0)], [2], "1 edges" },
        { [("none", 0), ("none", 2)], [2], "node 0 cannot take input 2" },
        { [("none", 0), ("none", -1)], [2], "node 0 cannot take input -1" },
        { [("none", 0), ("none", 0)], [2], "both edges of node 0 come from input 0" },
        { [("none", 0), ("conv", 1)], [2], "unknown operation 'conv'" },
        { [("none", 0), ("none", 1)], [], "no node is concatenated" },
        { [("none", 0), ("none", 1)], [3], "3 is not a node" },
        { [("none", 0), ("none", 1)], [1], "1 is not a node" },
        { [("none", 0), ("none", 1)], [2, 2], "node 2 is concatenated twice" },
    };

    [Theory]
    [MemberData(nameof(IllegalCells))]
    public void Illegal_cells_are_argument_faults((string, int)[] edges, int[] concat, string expected)
    {
        var normal = Assert.Throws<ArgumentException>(() => new DartsGenotype(edges, concat, Node, [2]));
        var reduce = Assert.Throws<ArgumentException>(() => new DartsGenotype(Node, [2], edges, concat));

        Assert.Contains(expected, normal.Message, StringComparison.Ordinal);
        Assert.StartsWith("normal", normal.ParamName, StringComparison.Ordinal);
        Assert.StartsWith("reduce", reduce.ParamName, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_lists_and_names_are_argument_faults()
    {
        Assert.Throws<ArgumentNullException>(() => new DartsGenotype(null!, [2], Node, [2]));
        Assert.Throws<ArgumentNullException>(() => new DartsGenotype([(null!, 0), ("none", 1)], [2], Node, [2]));
    }
}
