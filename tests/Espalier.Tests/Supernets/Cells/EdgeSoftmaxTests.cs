using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Supernets.Cells;

public sealed class EdgeSoftmaxTests
{
    public static TheoryData<ICellSpace> Spaces { get; } = [new DartsSpace(), new NasBench201Space()];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Shares_are_positive_and_sum_to_1_at_each_node(ICellSpace space)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);

        var shares = new EdgeSoftmax(space.Edges).Of(randn([space.Edges.Count], generator: generator) * 3).data<float>().ToArray();

        Assert.All(shares, share => Assert.InRange(share, 1e-6, 1));
        Assert.All(
            space.Edges.Zip(shares).GroupBy(pair => pair.First.Node),
            node => Assert.Equal(1, node.Sum(pair => (double)pair.Second), 1e-6));
    }

    [Fact]
    public void A_share_is_that_of_its_own_node()
    {
        using var scope = NewDisposeScope();
        var shares = new EdgeSoftmax([new(0, 0), new(1, 0), new(1, 1)]).Of(tensor([5f, 0f, (float)Math.Log(3)]));

        Assert.True(allclose(shares, tensor([1f, 0.25f, 0.75f])));
    }

    [Fact]
    public void Where_no_edge_is_preferred_each_is_1_in_units_of_an_even_share()
    {
        using var scope = NewDisposeScope();
        var edges = new DartsSpace().Edges;

        Assert.True(allclose(new EdgeSoftmax(edges).Relative(zeros([edges.Count])), ones([edges.Count])));
    }
}
