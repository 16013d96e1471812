using Espalier.Kernels;
using Espalier.Supernets.Cells;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Supernets.Cells;

public sealed class MixedCellTests
{
    /// <summary>A fused cell is one node, with what brings its inputs to its width.</summary>
    private const int FusedNodes = 1;

    [Theory]
    [InlineData(1, false, false, 8, 4, 6)]
    [InlineData(3, false, true, 2, 7, 5)]
    [InlineData(4, false, false, 3, 8, 8)]
    [InlineData(8, true, true, 4, 4, 3)]
    [InlineData(12, true, false, 9, 7, 6)]
    [InlineData(16, false, false, 2, 8, 7)]
    [InlineData(18, true, true, 1, 5, 9)]
    [InlineData(36, false, true, 1, 4, 4)]
    [InlineData(44, true, false, 4, 5, 6)]
    [InlineData(4, false, false, 1, 33, 5)]
    [InlineData(12, true, false, 1, 37, 4)]
    [InlineData(8, true, true, 2, 32, 6)]
    [InlineData(16, false, true, 3, 17, 4)]
    public void The_fused_cell_agrees_with_libtorch_in_everything(
        int channels, bool reduces, bool after, int batch, int height, int width)
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Channels = channels, Reduces = reduces, AfterReduction = after };
        (form with { Batch = batch, Height = height, Width = width }).Agree();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_evaluation_it_agrees_with_libtorch(bool reduces)
    {
        using var scope = NewDisposeScope();
        new CellCase { Reduces = reduces, Channels = 8 }.Agree(cell => cell.eval());
    }

    [Fact]
    public void Held_statistics_stay()
    {
        using var scope = NewDisposeScope();
        new CellCase().Agree(cell => Norms(cell).ForEach(norm => norm.update_running_stats = false));
    }

    [Fact]
    public void A_batch_norm_in_evaluation_within_a_cell_in_training_uses_its_running_statistics()
    {
        using var scope = NewDisposeScope();
        new CellCase { Reduces = true }.Agree(cell => Norms(cell).ForEach(norm => norm.eval()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Less_memory_gives_the_same_bits(bool reduces)
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Reduces = reduces, Channels = 12 };

        form.Run(KernelPath.Fused).AssertSame((form with { Memory = MemoryUse.Low }).Run(KernelPath.Fused));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public void The_number_of_threads_changes_no_bit(int batch)
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Channels = 16, Batch = batch, Height = 32 };

        Threads.With(1, () => form.Run(KernelPath.Fused)).AssertSame(Threads.With(2, () => form.Run(KernelPath.Fused)));
    }

    [Fact]
    public void It_is_one_node_and_float64_has_none()
    {
        using var scope = NewDisposeScope();
        var form = new CellCase();

        Assert.Equal(FusedNodes, Nodes(form, KernelPath.Fused, ScalarType.Float32));
        Assert.Equal(0, Nodes(form, KernelPath.Fused, ScalarType.Float64));
        Assert.Equal(0, Nodes(form, KernelPath.Torch, ScalarType.Float32));
        form.Run(KernelPath.Fused, ScalarType.Float64).AssertSame(form.Run(KernelPath.Torch, ScalarType.Float64));
    }

    [Fact]
    public void A_mixture_in_float64_is_mixed_as_libtorch_does()
    {
        using var scope = NewDisposeScope();
        var form = new CellCase();
        var (single, wide) = (form.Inputs(), form.Inputs(ScalarType.Float64));
        using var cell = form.Build();

        var output = (single with { Mixture = wide.Mixture }).Through(cell);

        Assert.True(Results.Error(output, single.Through(cell)) < 1e-5);
    }

    [Theory]
    [InlineData("edges.0.sep_conv_3x3.1")]
    [InlineData("edges.3.dil_conv_5x5.2")]
    [InlineData("edges.5.sep_conv_5x5.7")]
    [InlineData("edges.7.avg_pool_3x3.1")]
    [InlineData("edges.7.max_pool_3x3.0")]
    [InlineData("edges.13.max_pool_3x3")]
    [InlineData("edges.2.skip_connect")]
    [InlineData("edges.4.dil_conv_3x3")]
    public void Whoever_watches_a_layer_sees_it(string name)
    {
        using var scope = NewDisposeScope();
        var form = new CellCase();
        using var cell = form.Build();
        var calls = 0;
        var layer = (Module<Tensor, Tensor>)cell.named_modules().Single(pair => pair.name == name).module;
        var unwatched = form.Inputs().Through(cell);

        using (layer.register_forward_hook((_, _, _) => calls++))
        {
            var watched = form.Inputs().Through(cell);
            Assert.Equal(1, calls);
            Assert.True(Results.Error(watched, unwatched) < 1e-5);
        }

        form.Inputs().Through(cell);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_graph_that_is_kept_goes_backward_again_to_the_same_bits()
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Reduces = true };
        using var cell = form.Build();
        var inputs = form.Inputs();
        var output = inputs.Through(cell);
        Tensor[] leaves = [.. inputs.Named.Select(leaf => leaf.Value), .. cell.parameters()];

        var first = autograd.grad([output], leaves, [form.Gradient(output)], retain_graph: true);
        var twice = autograd.grad([output], leaves, [form.Gradient(output) * 2], retain_graph: true);
        var again = autograd.grad([output], leaves, [form.Gradient(output)]);

        Assert.All(first.Zip(again), pair => Assert.True(equal(pair.First, pair.Second)));
        Assert.All(first.Zip(twice), pair => Assert.True(equal(pair.First * 2, pair.Second)));
    }

    [Theory]
    [InlineData(MemoryUse.Balanced)]
    [InlineData(MemoryUse.Low)]
    public void A_weight_that_changes_before_the_way_back_is_noticed(MemoryUse memory)
    {
        using var scope = NewDisposeScope();
        var form = new CellCase { Memory = memory };
        using var cell = form.Build();
        var output = form.Inputs().Through(cell);
        using (no_grad())
        {
            cell.named_parameters().Single(pair => pair.name == "edges.6.dil_conv_3x3.1.weight").parameter.add_(1);
        }

        var fault = Assert.Throws<TorchException>(() => output.sum().backward());
        Assert.Contains("modified by an inplace operation", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_leaves_nothing_behind()
    {
        var form = new CellCase();
        using var cell = form.Build();
        var before = (LiveTensorsOfThread, LiveNodes);
        using (NewDisposeScope())
        {
            var inputs = form.Inputs();
            autograd.grad([inputs.Through(cell).sum()], [inputs.Mixture]);
            inputs.Through(cell).sum().backward();
            cell.zero_grad();
        }

        Assert.Equal(before, (LiveTensorsOfThread, LiveNodes));
    }

    private static List<BatchNorm2d> Norms(MixedCell cell) => [.. cell.modules().OfType<BatchNorm2d>()];

    private static long Nodes(CellCase form, KernelPath kernels, ScalarType type)
    {
        using var cell = form.Build(kernels, type);
        var before = LiveNodes;
        using var output = form.Inputs(type).Through(cell);
        return LiveNodes - before;
    }
}
