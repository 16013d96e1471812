using Espalier.Torch.Modules;
using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace Espalier.Torch.Tests;

/// <summary>Modules name, own, save, switch and free their parts.</summary>
public class ModuleTests
{
    private static readonly string[] Names =
    [
        "scale", "convolution.weight", "block.0.weight", "block.0.bias", "block.1.weight", "block.1.bias", "branches.0.weight",
        "branches.1.weight",
    ];

    [Fact]
    public void Fields_are_registered_under_their_names_in_order()
    {
        using var net = new Net();

        Assert.Equal(Names, net.named_parameters().Select(pair => pair.name));
        Assert.Equal(["scale"], net.named_parameters(recurse: false).Select(pair => pair.name));
        Assert.Equal(
            ["block.1.running_mean", "block.1.running_var", "block.1.num_batches_tracked"], net.named_buffers().Select(pair => pair.name));
        Assert.Equal(["convolution", "block", "branches"], net.named_children().Select(pair => pair.name));
        Assert.Equal(
            ["convolution", "block", "block.0", "block.1", "block.2", "branches", "branches.0", "branches.1"],
            net.named_modules().Select(pair => pair.name));
        Assert.Same(net, net.modules().First());
        Assert.Equal(Names.Length, net.parameters().Count());
    }

    [Fact]
    public void Its_floating_point_numbers_change_their_type()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(Conv2d(2, 3, 3), BatchNorm2d(3));

        net.to(ScalarType.Float64);

        Assert.All(net.parameters(), parameter => Assert.Equal((ScalarType.Float64, true), (parameter.dtype, parameter.requires_grad)));
        Assert.Equal([ScalarType.Float64, ScalarType.Float64, ScalarType.Int64], net.buffers().Select(buffer => buffer.dtype));
        Assert.Equal(ScalarType.Float64, net.call(ones([2, 2, 4, 4], ScalarType.Float64)).dtype);
    }

    [Fact]
    public void Registering_again_changes_nothing_and_a_name_is_given_once()
    {
        using var net = new Net();

        net.RegisterAgain();
        Assert.Equal(Names.Length, net.parameters().Count());
        using var another = Linear(1, 1);
        var fault = Assert.Throws<ArgumentException>(() => net.register_module("block", another));

        Assert.Contains("Net already has a 'block'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_and_evaluation_reach_every_part()
    {
        using var net = new Net();
        Assert.All(net.modules(), module => Assert.True(module.training));

        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void A_state_makes_two_networks_equal()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        using var copy = new Net();
        var x = ones([2, 3, 4, 4]);
        net.call(x);
        Assert.False(equal(net.call(x), copy.call(x)));

        copy.load_state_dict(net.state_dict());
        net.eval();
        copy.eval();

        Assert.True(equal(net.call(x), copy.call(x)));
        Assert.Equal([.. Names, .. net.named_buffers().Select(pair => pair.name)], net.state_dict().Keys);
        Assert.NotSame(net.state_dict()["scale"], copy.state_dict()["scale"]);
        Assert.All(copy.parameters(), parameter => Assert.True(parameter is { is_leaf: true, requires_grad: true }));
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        var before = net.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var other = before.ToDictionary(pair => pair.Key, pair => pair.Value + 1);
        other.Remove("scale");
        other["more"] = ones([1]);
        var misshapen = new Dictionary<string, Tensor>(other) { ["block.0.bias"] = ones([9]) };

        var names = Assert.Throws<ArgumentException>(() => net.load_state_dict(other));
        var shape = Assert.Throws<ArgumentException>(() => net.load_state_dict(misshapen, strict: false));
        Assert.Throws<ArgumentNullException>(() => net.load_state_dict(null!));

        Assert.Contains("Net: missing [scale], unknown [more]", names.Message, StringComparison.Ordinal);
        Assert.Contains("block.0.bias is float32[4] cpu, the state holds float32[9] cpu", shape.Message, StringComparison.Ordinal);
        Assert.All(net.state_dict(), pair => Assert.True(equal(pair.Value, before[pair.Key]), pair.Key));
        net.load_state_dict(other, strict: false);
        Assert.All(net.state_dict(), pair => Assert.Equal(pair.Key == "scale", equal(pair.Value, before[pair.Key])));
    }

    [Fact]
    public void Hooks_see_calls_until_they_are_disposed()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        var (x, seen) = (ones([2, 3, 4, 4]), new List<string>());
        var hook = net.register_forward_hook((module, input, output) =>
        {
            Assert.Same(x, input);
            seen.Add($"{module.GetName()} {output}");
        });
        IDisposable? once = null;
        once = net.Convolution.register_forward_hook((_, _, _) =>
        {
            seen.Add("once");
            once!.Dispose();
        });

        net.call(x);
        net.call(x);
        net.forward(x);
        hook.Dispose();
        net.call(x);

        Assert.Equal(["once", "Net float32[2, 4, 4, 4] cpu", "Net float32[2, 4, 4, 4] cpu"], seen);
    }

    [Fact]
    public void A_module_says_whether_somebody_watches_it_itself()
    {
        using var net = new Net();
        Assert.False(net.Convolution.has_forward_hooks);

        using (net.Convolution.register_forward_hook((_, _, _) => { }))
        using (net.Convolution.register_forward_hook((_, _, _) => { }))
        {
            Assert.True(net.Convolution.has_forward_hooks);
            Assert.False(net.has_forward_hooks);
        }

        Assert.False(net.Convolution.has_forward_hooks);
    }

    [Fact]
    public void A_module_owns_its_tensors_whatever_scope_it_was_made_in()
    {
        var live = LiveTensors;
        Net net;
        using (NewDisposeScope())
        {
            net = new Net();
        }

        Assert.All(net.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
        Assert.Equal(live + net.state_dict().Count, LiveTensors);
        net.Dispose();
        net.Dispose();

        Assert.Equal(live, LiveTensors);
        Assert.Throws<ObjectDisposedException>(() => net.Convolution.weight.shape);
    }

    [Fact]
    public void Gradients_are_freed_at_zero_grad()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();

        net.call(ones([2, 3, 4, 4])).pow(2).sum().backward();
        Assert.All(net.parameters(), parameter => Assert.NotNull(parameter.grad));
        net.zero_grad();

        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_parameter_shares_the_memory_it_was_made_of()
    {
        using var scope = NewDisposeScope();
        var source = ones([2], requires_grad: true) * 3;
        using var parameter = new Parameter(source);
        using var constant = new Parameter(source, requires_grad: false);

        using (no_grad())
        {
            parameter.fill_(7);
        }

        Assert.Equal([7f, 7f], source.data<float>());
        Assert.True(parameter is { is_leaf: true, requires_grad: true });
        Assert.False(constant.requires_grad);
    }

    [Fact]
    public void A_module_moves_to_its_own_device()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        var before = net.Convolution.weight.clone();

        net.to(CPU);

        Assert.True(equal(before, net.Convolution.weight));
        Assert.True(net.Convolution.weight is { is_leaf: true, requires_grad: true });
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Conv2d convolution = Conv2d(3, 4, 3, padding: 1, bias: false);
        private readonly Sequential block = Sequential(Conv2d(4, 4, 1), BatchNorm2d(4), ReLU());
        private readonly Parameter scale = Scale();
        private readonly ModuleList<Conv2d> branches = new(Enumerable.Range(0, 2).Select(_ => Conv2d(4, 4, 1, bias: false)));

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        public Conv2d Convolution => convolution;

        private static Parameter Scale()
        {
            using var scope = NewDisposeScope();
            return new Parameter(full([1], 2.0));
        }

        public void RegisterAgain() => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var x = block.call(convolution.call(input));
            return branches.Select(branch => branch.call(x)).Aggregate((sum, one) => sum + one) * scale;
        }
    }
}
