using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.Darts.Blocks;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Spaces.Darts;

/// <summary>Cells of drawn genotypes as one node of the graph, against libtorch in float64.</summary>
public sealed class FusedDartsCellTests
{
    private static readonly DropPath Whole = new(0, null);

    [Theory]
    [InlineData(1, 4, false, false)]
    [InlineData(2, 12, true, false)]
    [InlineData(3, 16, false, true)]
    [InlineData(4, 18, true, true)]
    [InlineData(5, 36, false, false)]
    [InlineData(6, 36, true, true)]
    [InlineData(7, 44, false, false)]
    [InlineData(8, 2, true, false)]
    [InlineData(9, 3, false, true)]
    [InlineData(10, 72, false, false)]
    public void In_training_everything_agrees(int seed, int channels, bool reduces, bool after)
    {
        using var scope = NewDisposeScope();
        var (fused, right) = Pair(seed, channels, reduces, after);

        Run(fused, KernelPath.Fused, training: true).AssertNear(Run(right, KernelPath.Torch, training: true), $"seed {seed}");
    }

    [Theory]
    [InlineData(11, 8, false, false)]
    [InlineData(12, 24, true, true)]
    public void In_evaluation_everything_agrees(int seed, int channels, bool reduces, bool after)
    {
        using var scope = NewDisposeScope();
        var (fused, right) = Pair(seed, channels, reduces, after);

        Run(fused, KernelPath.Fused, training: false).AssertNear(Run(right, KernelPath.Torch, training: false), $"seed {seed}");
    }

    [Fact]
    public void A_cell_is_one_node_unless_paths_are_dropped()
    {
        using var scope = NewDisposeScope();
        using var cell = Cell(1, 8, reduces: false, after: false, KernelPath.Fused);
        using var generator = new Generator(3);
        var images = Inputs(8, after: false, ScalarType.Float32);

        Assert.Equal(1, Nodes(Whole));
        Assert.True(Nodes(new DropPath(0.3, generator)) > 1);

        long Nodes(DropPath drop)
        {
            var before = LiveNodes;
            using var output = cell.Forward(images[0], images[1], drop);
            return LiveNodes - before;
        }
    }

    [Fact]
    public void What_leads_nowhere_is_left_to_libtorch_and_gets_no_gradient()
    {
        (string, int)[] edges = [("sep_conv_3x3", 0), ("skip_connect", 1), ("dil_conv_3x3", 0), ("max_pool_3x3", 1)];
        using var scope = NewDisposeScope();
        using var cell = new DartsCell(Plan(8, reduces: false, after: false), edges, [2], BlockForm.Final, KernelPath.Fused);
        var images = Inputs(8, after: false, ScalarType.Float32);

        cell.Forward(images[0], images[1], Whole).sum().backward();

        Assert.All(cell.named_parameters(), pair =>
            Assert.Equal(pair.name.StartsWith("operations.2.", StringComparison.Ordinal), pair.parameter.grad is null));
    }

    [Fact]
    public void Whoever_watches_a_layer_of_a_cell_or_before_it_sees_it()
    {
        using var scope = NewDisposeScope();
        using var cell = Cell(1, 8, reduces: false, after: false, KernelPath.Fused);
        var images = Inputs(8, after: false, ScalarType.Float32);
        foreach (var layer in cell.modules().OfType<Conv2d>())
        {
            var calls = 0;
            using (layer.register_forward_hook((_, _, _) => calls++))
            {
                cell.Forward(images[0], images[1], Whole);
            }

            Assert.Equal(1, calls);
        }
    }

    [Fact]
    public void Wide_vectors_do_what_they_can_and_one_of_half_the_width_the_rest()
    {
        if (!System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
        {
            return;
        }

        Assert.IsType<Espalier.Kernels.Rows.TwoWidths>(Espalier.Kernels.Rows.RowKernels.For(36));
        Assert.IsType<Espalier.Kernels.Rows.TwoWidths>(Espalier.Kernels.Rows.RowKernels.For(72));
        Assert.IsNotType<Espalier.Kernels.Rows.TwoWidths>(Espalier.Kernels.Rows.RowKernels.For(44));
        Assert.IsNotType<Espalier.Kernels.Rows.TwoWidths>(Espalier.Kernels.Rows.RowKernels.For(8));
    }

    private static (DartsCell Fused, DartsCell Right) Pair(int seed, int channels, bool reduces, bool after)
    {
        var fused = Cell(seed, channels, reduces, after, KernelPath.Fused);
        var right = Cell(seed, channels, reduces, after, KernelPath.Torch);
        Precision.Convert([right], ScalarType.Float64);
        return (fused, right);
    }

    private static DartsCell Cell(int seed, int channels, bool reduces, bool after, KernelPath kernels)
    {
        var random = new SeededRandom((ulong)seed);
        DartsGenotype genotype;
        do
        {
            genotype = DartsGenotypeSamples.Next(random);
        }
        while (!IsFused(genotype.Normal, genotype.NormalConcat) || !IsFused(genotype.Reduce, genotype.ReduceConcat));

        var (edges, concat) = reduces ? (genotype.Reduce, genotype.ReduceConcat) : (genotype.Normal, genotype.NormalConcat);
        var cell = new DartsCell(Plan(channels, reduces, after), edges, concat, BlockForm.Final, kernels);
        using var generator = new Generator((ulong)seed);
        Initialization.Draw(cell, generator);
        using var unrecorded = no_grad();
        foreach (var norm in cell.modules().OfType<BatchNorm2d>())
        {
            norm.weight!.uniform_(0.5, 1.5, generator);
            norm.bias!.uniform_(-0.5, 0.5, generator);
            norm.running_mean!.uniform_(-0.5, 0.5, generator);
            norm.running_var!.uniform_(0.5, 1.5, generator);
        }

        return cell;
    }

    /// <summary>Whether it has no edge of zeros, and every state is read.</summary>
    private static bool IsFused(IReadOnlyList<(string Operation, int Input)> edges, IReadOnlyList<int> concat) =>
        edges.All(edge => edge.Operation != DartsOperations.None)
        && Enumerable.Range(0, 2 + (edges.Count / 2)).All(state => concat.Contains(state) || edges.Any(edge => edge.Input == state));

    private static CellPlan Plan(int channels, bool reduces, bool after) => new(1, 3 * channels, 2 * channels, channels, reduces, after);

    private static Tensor[] Inputs(int channels, bool after, ScalarType type)
    {
        using var generator = new Generator(7);
        var size = after ? 2 : 1;
        Tensor[] drawn =
        [
            randn([3, 3 * channels, size * 6, size * 5], generator: generator),
            randn([3, 2 * channels, 6, 5], generator: generator),
        ];
        return Array.ConvertAll(drawn, values => values.to(type).detach().requires_grad_());
    }

    private static Results Run(DartsCell cell, KernelPath kernels, bool training)
    {
        cell.train(training);
        var type = kernels == KernelPath.Fused ? ScalarType.Float32 : ScalarType.Float64;
        var inputs = Inputs((int)cell.modules().OfType<BatchNorm2d>().First().num_features, IsAfter(cell), type);
        var before = LiveNodes;
        var output = cell.Forward(inputs[0], inputs[1], Whole);
        Assert.Equal(kernels == KernelPath.Fused ? 1 : 0, LiveNodes - before);
        var results = new Results();
        results.Add("output", output);
        using var generator = new Generator(9);
        var arrived = randn(output.shape, generator: generator).to(type);
        (string Name, Tensor Value)[] leaves =
        [
            ("before", inputs[0]), ("previous", inputs[1]), .. cell.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)),
        ];
        foreach (var (leaf, gradient) in leaves.Zip(autograd.grad([output], [.. leaves.Select(leaf => leaf.Value)], [arrived])))
        {
            results.AddGradient(leaf.Name, gradient);
        }

        foreach (var (name, module) in cell.named_modules().Where(pair => pair.module is BatchNorm2d))
        {
            results.Add(name, (BatchNorm2d)module);
        }

        return results;
    }

    private static bool IsAfter(DartsCell cell) =>
        cell.named_modules().Single(pair => pair.name == "input0").module is FactorizedReduce;
}
