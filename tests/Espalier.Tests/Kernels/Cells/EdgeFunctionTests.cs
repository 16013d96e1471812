using Espalier.Kernels.Cells;
using Espalier.Kernels.Memory;
using Espalier.Tests.Kernels.Stages;

namespace Espalier.Tests.Kernels.Cells;

public sealed class EdgeFunctionTests
{
    private static readonly StageCase Usual = new(StageKind.Depthwise, 1) { Affine = true, Batch = 11 };

    public static TheoryData<StageKind, ulong> Drawn
    {
        get
        {
            var data = new TheoryData<StageKind, ulong>();
            foreach (var (kind, count) in new[] { (StageKind.Depthwise, 120UL), (StageKind.Pointwise, 40UL), (StageKind.Factorized, 40UL) })
            {
                for (var seed = 0UL; seed < count; seed++)
                {
                    data.Add(kind, seed);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void It_agrees_with_libtorch_in_everything(StageKind kind, ulong seed) => StageChecks.Agree(StageCase.Draw(kind, seed));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    public void One_pixel_is_enough_in_evaluation(int kernel, int dilation) => StageChecks.Agree(
        Usual with { Kernel = kernel, Dilation = dilation, Batch = 1, Height = 1, Width = 1, Training = false });

    /// <summary>Few samples are shared out by rows, and what windows see beyond a seam must be there on both sides.</summary>
    [Theory]
    [InlineData(StageKind.Depthwise, 3, 1, 1)]
    [InlineData(StageKind.Depthwise, 3, 1, 2)]
    [InlineData(StageKind.Depthwise, 3, 2, 1)]
    [InlineData(StageKind.Depthwise, 3, 2, 2)]
    [InlineData(StageKind.Depthwise, 5, 1, 1)]
    [InlineData(StageKind.Depthwise, 5, 1, 2)]
    [InlineData(StageKind.Depthwise, 5, 2, 1)]
    [InlineData(StageKind.Depthwise, 5, 2, 2)]
    [InlineData(StageKind.Pointwise, 1, 1, 1)]
    [InlineData(StageKind.Factorized, 1, 2, 1)]
    public void Rows_that_are_shared_out_agree(StageKind kind, int kernel, int stride, int dilation)
    {
        foreach (var (batch, height) in new[] { (1, 33), (1, 64), (1, 47), (2, 35), (3, 32) })
        {
            var form = Usual with { Kind = kind, Kernel = kernel, Stride = stride, Dilation = dilation, Batch = batch, Height = height };
            StageChecks.Agree(form with { Width = 6 });
        }
    }

    [Fact]
    public void One_pixel_in_training_becomes_the_bias_and_its_gradient_nothing()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual);
        using var generator = new Generator(2);

        var input = randn([1, 12, 1, 1], generator: generator);

        var results = modules.Run(x => EdgeFunction.Apply(modules.Choice, x), input, ones([1, 12, 1, 1]));

        Assert.True(Results.Error(results.Value("output").flatten(), modules.Parts.Norm.bias!) < 1e-5);
        Assert.True(results.Value("gradient of input").abs().max().ToDouble() < 1e-6);
    }

    [Fact]
    public void Values_far_from_zero_keep_their_variance()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual with { Kind = StageKind.Pointwise, Inputs = 1 });
        using var generator = new Generator(2);
        var input = randn([4, 1, 16, 16], generator: generator) + 1000;
        using (no_grad())
        {
            modules.Parts.Pointwise[0].weight.fill_(1);
            modules.Parts.Norm.running_var!.zero_();
        }

        EdgeFunction.Apply(modules.Choice, input);

        var deviation = input.to(ScalarType.Float64) - input.to(ScalarType.Float64).mean();
        var variance = deviation.square().sum() / 1023 * modules.Parts.Norm.momentum;
        Assert.True(Results.Error(modules.Parts.Norm.running_var, variance.expand(12)) < 1e-5);
    }

    [Theory]
    [InlineData(StageKind.Depthwise)]
    [InlineData(StageKind.Pointwise)]
    public void What_is_not_a_number_spreads_as_in_libtorch(StageKind kind)
    {
        using var scope = NewDisposeScope();
        var form = Usual with { Kind = kind, Training = false };
        using var modules = new StageModules(form);
        var input = ones([2, 12, 9, 11]);
        input[1][5][4].fill_(double.NaN);

        var finite = EdgeFunction.Apply(modules.Choice, input).isfinite();

        Assert.True(equal(finite, modules.Plain(input).isfinite()));
        Assert.True(finite.any().ToInt64() == 1 && finite.all().ToInt64() == 0);
    }

    [Theory]
    [InlineData(StageKind.Depthwise)]
    [InlineData(StageKind.Pointwise)]
    [InlineData(StageKind.Factorized)]
    public void What_is_asked_for_does_not_depend_on_what_else_is(StageKind kind)
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usually(kind));
        using var pass = new StagePass(modules, Usually(kind));
        var all = pass.Gradients([.. pass.Leaves]);

        foreach (var (i, leaf) in pass.Leaves.Index())
        {
            Assert.True(equal(all[i], pass.Gradients(leaf)[0]), $"leaf {i}");
        }
    }

    [Fact]
    public void Sums_for_weights_are_made_only_when_their_gradients_are_asked_for()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual);
        using var pass = new StagePass(modules, Usual);

        var others = Made(pass.Input);
        var weights = Made(modules.Parts.Pointwise[0].weight);

        Assert.True(weights > others, $"{others} arrays without weights, {weights} with them");

        long Made(params Tensor[] asked)
        {
            var before = NativeArrays.Made;
            pass.Gradients(asked);
            return NativeArrays.Made - before;
        }
    }

    [Fact]
    public void A_graph_that_is_kept_goes_backward_again_to_the_same_bits()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual);
        using var pass = new StagePass(modules, Usual);
        Tensor[] leaves = [.. pass.Leaves];

        var (first, again) = (pass.Gradients(leaves), pass.Gradients(leaves));

        Assert.All(first.Zip(again), pair => Assert.True(equal(pair.First, pair.Second)));
    }

    [Theory]
    [InlineData("depthwise")]
    [InlineData("pointwise")]
    [InlineData("gain")]
    public void A_weight_that_changes_before_the_way_back_is_noticed(string name)
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual);
        using var pass = new StagePass(modules, Usual);
        using (no_grad())
        {
            modules.Weights.Single(weight => weight.Name == name).Value.add_(1);
        }

        var fault = Assert.Throws<TorchException>(() => pass.Gradients(pass.Input));
        Assert.Contains("modified by an inplace operation", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_that_move_before_the_way_back_do_not_matter()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual with { Training = false });
        using var pass = new StagePass(modules, Usual);
        var before = pass.Gradients(pass.Input)[0];

        modules.Parts.Norm.running_var!.fill_(9);

        Assert.True(equal(before, pass.Gradients(pass.Input)[0]));
    }

    [Theory]
    [InlineData(StageKind.Depthwise, 11)]
    [InlineData(StageKind.Depthwise, 1)]
    [InlineData(StageKind.Factorized, 11)]
    [InlineData(StageKind.Factorized, 1)]
    public void The_number_of_threads_changes_no_bit(StageKind kind, int batch)
    {
        using var scope = NewDisposeScope();
        var form = Usually(kind) with { Batch = batch, Height = 40 };

        Threads.With(1, Run).AssertSame(Threads.With(2, Run));

        Results Run()
        {
            using var modules = new StageModules(form);
            return StageChecks.Fused(modules, form);
        }
    }

    [Fact]
    public void A_pass_leaves_nothing_behind()
    {
        using var modules = new StageModules(Usual);
        var before = (LiveTensorsOfThread, LiveNodes, NativeArrays.Live);
        using (NewDisposeScope())
        {
            StageChecks.Fused(modules, Usual);
        }

        Assert.Equal(before, (LiveTensorsOfThread, LiveNodes, NativeArrays.Live));
    }

    [Fact]
    public void Nothing_is_recorded_where_nothing_asks_for_it()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual);
        var before = LiveNodes;
        using var unrecorded = no_grad();

        Assert.False(EdgeFunction.Apply(modules.Choice, ones([1, 12, 4, 4])).requires_grad);
        Assert.Equal(before, LiveNodes);
    }

    [Fact]
    public void What_it_does_not_compute_is_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(Usual);
        using var twice = new StageModules(Usual, ScalarType.Float64);
        var parts = modules.Parts;
        var input = ones([2, 12, 5, 5]);
        Assert.True(EdgeFunction.Handles(modules.Choice, input));

        Assert.False(EdgeFunction.Handles(modules.Choice, input.to(ScalarType.Float64)));
        Assert.False(EdgeFunction.Handles(twice.Choice, input));
        Assert.False(EdgeFunction.Handles(modules.Choice, input[0]));
        Assert.False(EdgeFunction.Handles(modules.Choice, input.narrow(0, 0, 0)));
        Assert.False(EdgeFunction.Handles(modules.Choice, input.narrow(1, 0, 4)));
        foreach (var layer in new Module<Tensor, Tensor>[] { parts.Depthwise!, parts.Pointwise[0], parts.Norm })
        {
            using (layer.register_forward_hook((_, _, _) => { }))
            {
                Assert.False(EdgeFunction.Handles(modules.Choice, input), layer.GetName());
            }
        }

        Assert.True(EdgeFunction.Handles(modules.Choice, input));
    }

    [Theory]
    [InlineData(3, 3, 1, 1, 12, false)]
    [InlineData(3, 1, 0, 1, 12, false)]
    [InlineData(7, 1, 3, 1, 12, false)]
    [InlineData(3, 1, 1, 1, 6, false)]
    [InlineData(3, 1, 1, 1, 12, true)]
    public void Convolutions_of_other_kinds_are_left_to_libtorch(int kernel, int stride, int padding, int dilation, int groups, bool bias)
    {
        using var scope = NewDisposeScope();
        using var depthwise = Conv2d(12, 12, kernel, stride, padding, dilation, groups, bias);
        using var modules = new StageModules(Usual with { Kind = StageKind.Pointwise });

        Assert.False(EdgeFunction.Handles(new StagesChoice([modules.Parts with { Depthwise = depthwise }]), ones([2, 12, 9, 9])));
    }

    private static StageCase Usually(StageKind kind) => Usual with { Kind = kind, Stride = kind == StageKind.Factorized ? 2 : 1 };
}
