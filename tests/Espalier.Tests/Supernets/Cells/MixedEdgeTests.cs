using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Supernets.Cells;

/// <summary>An edge that stands alone: of whose choices one was drawn, or that is one node of the graph.</summary>
public sealed class MixedEdgeTests
{
    private static readonly DartsSpace Space = new();

    // GDAS adds the weight 0 of what was not drawn to the node: its gradient is that of a constant there.
    [Theory]
    [InlineData(DartsOperations.SepConv3x3, 1)]
    [InlineData(DartsOperations.SkipConnect, 2)]
    [InlineData(DartsOperations.None, 1)]
    [InlineData(DartsOperations.None, 2)]
    public void What_is_not_computed_has_the_gradient_of_a_constant(string drawn, int stride)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var edge = new MixedEdge(Space, 4, stride, KernelPath.Torch, _ => true, alone: false);
        var column = DartsOperations.IndexOf(drawn);
        var input = randn([2, 4, 6, 6], generator: generator);
        var weights = zeros([8]);
        weights[column].fill_(1);
        var leaf = weights.requires_grad_();
        var absent = Enumerable.Range(0, 8).Where(other => other != column).Select(other => leaf[other]).Aggregate((one, other) => one + other);

        var output = edge.Forward(input, leaf, [.. weights.data<float>().ToArray().Select(value => (double)value)], absent);

        var gradient = randn(output.shape, generator: generator);
        var found = autograd.grad([(output * gradient).sum()], [leaf])[0].data<float>().ToArray();
        var alone = edge.named_modules().FirstOrDefault(pair => pair.name == drawn).module as Module<Tensor, Tensor>;
        var expected = alone is null ? zeros([2, 4, 6 / stride, 6 / stride]) : alone.call(input);
        Assert.True(allclose(expected, output, 1e-4, 1e-5));
        Assert.Equal((expected * gradient).sum().ToDouble(), found[column], 1e-3);
        Assert.All(found.Index().Where(other => other.Index != column), other => Assert.Equal(gradient.sum().ToDouble(), other.Item, 1e-3));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(1, 16)]
    [InlineData(2, 3)]
    public void One_node_of_the_graph_agrees_with_libtorch_in_everything(int stride, int channels)
    {
        using var scope = NewDisposeScope();
        Run(KernelPath.Fused, ScalarType.Float32).AssertNear(Run(KernelPath.Torch, ScalarType.Float64), (stride, channels));

        Results Run(KernelPath kernels, ScalarType type)
        {
            using var generator = new Generator(1);
            using var edge = new MixedEdge(Space, channels, stride, kernels, _ => true, alone: true);
            Initialization.Draw(edge, generator);
            Precision.Convert([edge], type);
            var input = randn([3, channels, 7, 6], generator: generator).to(type).requires_grad_();
            var row = randn([8], generator: generator).to(type).softmax(0).detach().requires_grad_();
            var output = edge.Forward(input, row, [.. row.detach().to(ScalarType.Float64).data<double>()], null);
            var gradient = randn(output.shape, generator: generator).to(type);
            var results = new Results();
            results.Add("output", output);
            (string Name, Tensor Value)[] leaves =
                [("input", input), ("row", row), .. edge.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter))];
            foreach (var (leaf, found) in leaves.Zip(autograd.grad([output], [.. leaves.Select(leaf => leaf.Value)], [gradient])))
            {
                results.AddGradient(leaf.Name, found);
            }

            foreach (var (name, module) in edge.named_modules().Where(pair => pair.module is BatchNorm2d))
            {
                results.Add(name, (BatchNorm2d)module);
            }

            return results;
        }
    }

    [Fact]
    public void Watched_parts_are_called_one_by_one()
    {
        using var scope = NewDisposeScope();
        using var edge = new MixedEdge(Space, 4, 1, KernelPath.Fused, _ => true, alone: true);
        var row = full([8], 0.125f);
        var input = ones([1, 4, 4, 4]);
        var calls = 0;
        var before = edge.Forward(input, row, [.. Enumerable.Repeat(0.125, 8)], null);
        using (((Module<Tensor, Tensor>)edge.modules().Skip(1).First()).register_forward_hook((_, _, _) => calls++))
        {
            var watched = edge.Forward(input, row, [.. Enumerable.Repeat(0.125, 8)], null);

            Assert.True(allclose(before, watched, 1e-4, 1e-5));
        }

        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_drawn_path_through_a_cell_has_them_for_every_edge()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var form = new CellCase();
        using var cell = form.Build(KernelPath.Torch);
        var inputs = form.Inputs();
        var path = functional.one_hot(randint(8, [14], generator: generator), 8).to(ScalarType.Float32).requires_grad_();

        var output = (inputs with { Mixture = path }).Through(cell);

        // Of the last node's edges, whose output goes nowhere else, all weights that were not drawn have one gradient.
        var gradient = autograd.grad([(output * form.Gradient(output)).sum()], [path])[0];
        var node = form.Gradient(output).narrow(1, 12, 4).sum().ToDouble();
        foreach (var edge in Enumerable.Range(9, 5))
        {
            var own = path.detach()[edge].data<float>().ToArray();
            Assert.All(
                gradient[edge].data<float>().ToArray().Zip(own).Where(pair => pair.Second == 0), pair => Assert.Equal(node, pair.First, 1e-3));
        }
    }
}
