using Espalier.Kernels.Memory;
using Espalier.Tests.Supernets.Cells;

namespace Espalier.Tests.Kernels.Cells;

public sealed class CellFunctionTests
{
    [Theory]
    [InlineData(4, 1, 6, 6)]
    [InlineData(4, 2, 6, 6)]
    [InlineData(12, 2, 7, 5)]
    [InlineData(16, 1, 5, 7)]
    [InlineData(16, 2, 1, 9)]
    [InlineData(3, 1, 8, 2)]
    [InlineData(44, 2, 3, 3)]
    public void Ties_of_a_largest_value_go_where_libtorch_sends_them(int channels, int stride, int height, int width) =>
        PooledNode.AgreeOnTies(channels, stride, height, width);

    /// <summary>An architecture step asks for the mixture's gradient alone, a weight step for the weights'.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_for_weights_are_made_only_when_their_gradients_are_asked_for(bool reduces)
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Reduces = reduces };
        using var cell = form.Build();
        var inputs = form.Inputs();
        var output = inputs.Through(cell);
        var weights = cell.parameters().ToArray();
        var stages = weights.Count(weight => weight.size(1) > 1);

        var architecture = Made(inputs.Mixture);
        var images = Made(inputs.Before, inputs.Previous);
        var all = Made([inputs.Mixture, .. weights]);

        Assert.True(all - architecture >= stages, $"{architecture} arrays without weights, {all} with {stages} stages");
        Assert.True(all - images >= stages, $"{images} arrays for images, {all} with {stages} stages");

        long Made(params Tensor[] asked)
        {
            var before = NativeArrays.Made;
            autograd.grad([output], asked, [form.Gradient(output)], retain_graph: true);
            return NativeArrays.Made - before;
        }
    }

    [Fact]
    public void What_is_asked_for_does_not_depend_on_what_else_is()
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Reduces = true, Channels = 8 };
        using var cell = form.Build();
        var inputs = form.Inputs();
        var output = inputs.Through(cell);
        Tensor[] leaves = [inputs.Mixture, inputs.Before, inputs.Previous, .. cell.parameters()];
        var all = Gradients(leaves);

        foreach (var (i, leaf) in leaves.Index().Take(6))
        {
            Assert.True(equal(all[i], Gradients(leaf)[0]), $"leaf {i}");
        }

        Assert.All(all.Skip(3).Zip(Gradients(leaves[3..])), pair => Assert.True(equal(pair.First, pair.Second)));

        IList<Tensor> Gradients(params Tensor[] asked) => autograd.grad([output], asked, [form.Gradient(output)], retain_graph: true);
    }

    [Fact]
    public void Native_memory_goes_back()
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Reduces = true };
        using var cell = form.Build();
        var (live, made) = (NativeArrays.Live, NativeArrays.Made);

        form.Inputs().Through(cell).sum().backward();

        Assert.Equal(live, NativeArrays.Live);
        Assert.True(NativeArrays.Made > made);
    }
}
