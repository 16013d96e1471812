using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets;
using Espalier.Supernets.Cells;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Supernets.Cells;

/// <summary>A DARTS cell a part of whose channels is mixed, against the paper's formula, edge by edge.</summary>
public sealed class PartialCellTests
{
    private static readonly DartsSpace Space = new();

    [Theory]
    [InlineData(8, 4, false, 6, 5)]
    [InlineData(8, 2, true, 6, 4)]
    [InlineData(4, 4, true, 7, 5)]
    [InlineData(6, 4, true, 6, 6)]
    public void It_is_the_papers_formula_with_gradients(int channels, int asked, bool reduces, int height, int width)
    {
        using var scope = NewDisposeScope();
        foreach (var normalised in new[] { true, false })
        {
            var form = new SupernetForm { PartialChannels = asked, EdgeNormalisation = normalised };
            using var cell = Build(channels, reduces, form, ScalarType.Float64);
            var leaves = Leaves(channels, height, width);

            var found = Forward(cell, leaves, normalised);
            var expected = Formula(cell, leaves, form.ShareOf(channels), reduces, normalised);

            Assert.True(allclose(expected, found, 1e-8, 1e-9), $"{form}");
            var inputs = normalised ? leaves : leaves[..3];
            foreach (var (one, other) in Gradients(expected, inputs).Zip(Gradients(found, inputs)))
            {
                Assert.True(allclose(one, other, 1e-6, 1e-7), $"gradients with {form}");
            }
        }
    }

    [Fact]
    public void Fused_operations_agree_with_libtorch()
    {
        using var scope = NewDisposeScope();
        var form = new SupernetForm { PartialChannels = 4, EdgeNormalisation = true };
        foreach (var reduces in new[] { false, true })
        {
            using var fused = Build(16, reduces, form, ScalarType.Float32, KernelPath.Fused);
            using var plain = Build(16, reduces, form, ScalarType.Float64);
            var leaves = Leaves(16, 8, 6);
            var single = leaves.Select(leaf => leaf.to(ScalarType.Float32).detach().requires_grad_()).ToArray();

            var (found, expected) = (Forward(fused, single, true), Forward(plain, leaves, true));

            Assert.True(allclose(expected, found.to(ScalarType.Float64), 1e-3, 1e-4));
            Assert.True(found.is_contiguous(memory_format.channels_last));
        }
    }

    // Central differences in float64, through the softmax over edges.
    [Fact]
    public void The_gradient_of_beta_is_the_slope()
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        using var cell = Build(4, true, new SupernetForm { PartialChannels = 2, EdgeNormalisation = true }, ScalarType.Float64);
        var leaves = Leaves(4, 6, 6);
        var gradient = Gradients(Forward(cell, leaves, true), leaves)[3];

        for (var edge = 0; edge < Space.Edges.Count; edge++)
        {
            var slope = (At(edge, Step) - At(edge, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[edge].ToDouble(), 1e-5);
        }

        double At(int edge, double step)
        {
            using var unrecorded = no_grad();
            var moved = leaves[3].clone();
            moved[edge].add_(step);
            return Loss(Forward(cell, [leaves[0], leaves[1], leaves[2], moved], true)).ToDouble();
        }
    }

    [Fact]
    public void Of_an_edge_that_is_not_there_nothing_passes()
    {
        using var scope = NewDisposeScope();
        using var cell = Build(4, false, new SupernetForm { PartialChannels = 4 }, ScalarType.Float32);
        var leaves = Leaves(4, 4, 4).Select(leaf => leaf.detach().to(ScalarType.Float32)).ToArray();
        var mixture = zeros([Space.Edges.Count, Space.Operations.Count]);

        var nothing = cell.Forward(leaves[0], leaves[1], mixture);
        mixture[0][DartsOperations.IndexOf(DartsOperations.None)].fill_(1);
        var rest = cell.Forward(leaves[0], leaves[1], mixture);

        Assert.Equal(0, nothing.abs().sum().ToDouble());
        var state = Part(cell, "input0").call(leaves[0]);
        var passed = PartialFormulas.Edge(state, 4, 1, mixed => mixed.zeros_like());
        Assert.True(allclose(passed, rest.narrow(1, 0, 4)), "the first node, from the first input alone");
    }

    [Fact]
    public void A_pass_leaves_no_tensor_behind()
    {
        using var cell = Build(8, true, new SupernetForm { PartialChannels = 4, EdgeNormalisation = true }, ScalarType.Float32);
        Pass();
        var before = LiveTensorsOfThread;
        Pass();

        Assert.Equal(before, LiveTensorsOfThread);

        void Pass()
        {
            using var scope = NewDisposeScope();
            var leaves = Leaves(8, 4, 4).Select(leaf => leaf.detach().to(ScalarType.Float32).requires_grad_()).ToArray();
            Gradients(Forward(cell, leaves, true), leaves);
        }
    }

    private static MixedCell Build(int channels, bool reduces, SupernetForm form, ScalarType type, KernelPath kernels = KernelPath.Torch)
    {
        var settings = new NetworkSettings { Input = new(3, 8, 8), Classes = 2, Kernels = kernels };
        var cell = new MixedCell(Space, new CellPlan(reduces ? 1 : 0, channels, channels, channels, reduces, false), settings, form);
        using var generator = new Generator(1);
        Initialization.Draw(cell, generator);
        Precision.Convert([cell], type);
        return cell;
    }

    /// <summary>Both inputs, alpha and beta in float64.</summary>
    private static Tensor[] Leaves(int channels, int height, int width)
    {
        using var generator = new Generator(2);
        long[][] shapes =
            [[3, channels, height, width], [3, channels, height, width], [Space.Edges.Count, Space.Operations.Count], [Space.Edges.Count]];
        return Array.ConvertAll(shapes, shape => randn(shape, ScalarType.Float64, generator: generator).requires_grad_());
    }

    private static Tensor Forward(MixedCell cell, Tensor[] leaves, bool normalised)
    {
        var mixture = leaves[2].softmax(-1);
        var shares = normalised ? new EdgeSoftmax(Space.Edges).Of(leaves[3]) : null;
        return cell.Forward(leaves[0], leaves[1], shares is null ? mixture : mixture * shares.unsqueeze(-1), shares);
    }

    private static Tensor Formula(MixedCell cell, Tensor[] leaves, int groups, bool reduces, bool normalised)
    {
        var states = new List<Tensor> { Part(cell, "input0").call(leaves[0]), Part(cell, "input1").call(leaves[1]) };
        var alpha = leaves[2].softmax(-1);
        for (var node = 0; node < 4; node++)
        {
            var own = Space.Edges.Index().Where(edge => edge.Item.Node == node).ToArray();
            var exponents = own.Select(edge => leaves[3][edge.Index].exp()).ToArray();
            var terms = own.Select((edge, i) =>
            {
                var output = PartialFormulas.Edge(
                    states[edge.Item.Source], groups, reduces && edge.Item.Source < 2 ? 2 : 1, mixed => Mixed(edge.Index, mixed));
                return normalised ? output * (exponents[i] / exponents.Aggregate((one, other) => one + other)) : output;
            });
            states.Add(terms.Aggregate((one, other) => one + other));
        }

        return cat([.. states.Skip(2)], 1);

        Tensor Mixed(int edge, Tensor input) => Space.Operations.Index().Skip(1)
            .Select(operation => Part(cell, $"edges.{edge}.{operation.Item}").call(input) * alpha[edge][operation.Index])
            .Aggregate((one, other) => one + other);
    }

    private static Module<Tensor, Tensor> Part(MixedCell cell, string name) =>
        (Module<Tensor, Tensor>)cell.named_modules().Single(pair => pair.name == name).module;

    private static Tensor Loss(Tensor output)
    {
        using var generator = new Generator(3);
        return (output * randn(output.shape, ScalarType.Float64, generator: generator)).sum();
    }

    private static Tensor[] Gradients(Tensor output, Tensor[] leaves) => [.. autograd.grad([Loss(output)], leaves)];
}
