using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Nodes of the graph whose backward is written in C#.</summary>
public class CustomFunctionTests
{
    private static readonly Dictionary<string, (long[][] Inputs, Func<Tensor[], Tensor> Call)> Functions = new(StringComparer.Ordinal)
    {
        ["saved input"] = ([[3, 2]], x => Cube.apply(x[0])),
        ["saved output"] = ([[4]], x => ScaledExponential.apply(0.7, x[0])),
        ["two outputs"] = ([[2, 3], [2, 3]], x => ProductAndQuotient.apply(x[0], x[1]).Aggregate((a, b) => (a * 2) + b)),
        ["the first output"] = ([[5], [5]], x => ProductAndQuotient.apply(x[0], x[1])[0]),
        ["the second output"] = ([[5], [5]], x => ProductAndQuotient.apply(x[0], x[1])[1]),
        ["an integer output"] = ([[3, 4]], x => RowMaximum.apply(x[0])[1]),
        ["chained"] = ([[4]], x => Cube.apply(ScaledExponential.apply(-0.3, Cube.apply(x[0])) + x[0])),
        ["used twice"] = ([[4]], x => Cube.apply(x[0]) * Cube.apply(x[0] * 2)),
        ["one tensor as both inputs"] = ([[4]], x => ProductAndQuotient.apply(x[0], x[0] + 1)[0] + ProductAndQuotient.apply(x[0], x[0])[0]),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_finite_differences(string name) => Leak.None(() =>
    {
        using var generator = new Generator(21);
        var (shapes, call) = Functions[name];
        var inputs = Array.ConvertAll(shapes, shape => (rand(shape, ScalarType.Float64, generator: generator) + 0.5).requires_grad_());
        var weights = randn(call(inputs).shape, ScalarType.Float64, generator: generator);

        var found = autograd.grad([call(inputs)], inputs, [weights]);

        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = Differences(() => (call(inputs) * weights).sum().ToDouble(), inputs[i]);
            Assert.Equal(inputs[i].shape, found[i].shape);
            Assert.All(expected.Zip(found[i].data<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    });

    [Fact]
    public void A_backward_written_in_recorded_operators_has_a_backward()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0, -1], requires_grad: true);

        var first = autograd.grad([Cube.apply(x).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        var once = autograd.grad([ScaledExponential.apply(0.5, x).sum()], [x], create_graph: true)[0];

        Assert.Equal([12.0, 3.0], first.data<double>());
        Assert.Equal([12.0, -6.0], second.data<double>());
        Assert.True(allclose(autograd.grad([once.sum()], [x])[0], (x * 0.5).exp() * 0.25));
    }

    [Fact]
    public void Nothing_is_recorded_where_nothing_asks_for_it()
    {
        using var scope = NewDisposeScope();
        var (plain, leaf) = (ones([2]), ones([2], requires_grad: true));
        using (no_grad())
        {
            Assert.False(Cube.apply(leaf).requires_grad);
        }

        Assert.False(Cube.apply(plain).requires_grad);
        Assert.True(Cube.apply(leaf).requires_grad);
        Assert.Equal([true, true], ProductAndQuotient.apply(plain, leaf).Select(output => output.requires_grad));
        Assert.Equal([false, true, false], RowMaximum.apply(ones([2, 2], requires_grad: true)).Select(output => output.requires_grad));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_backward_knows_which_inputs_were_asked_for(bool first, bool second)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones([2], requires_grad: true), ones([2], requires_grad: true));
        var needed = new List<bool>();
        Scripted.Script script = (ctx, gradient) =>
        {
            needed.AddRange([ctx.needs_input_grad(0), ctx.needs_input_grad(1)]);
            return [gradient, gradient];
        };
        var loss = Scripted.apply(script, x, y).sum();

        autograd.grad([loss], [.. first ? [x] : Array.Empty<Tensor>(), .. second ? [y] : Array.Empty<Tensor>()], retain_graph: true);
        loss.backward();

        Assert.Equal([first, second, true, true], needed);
    }

    [Fact]
    public void An_input_without_gradient_is_not_asked_for()
    {
        using var scope = NewDisposeScope();
        var (x, constant) = (tensor([3.0], requires_grad: true), tensor([4.0]));

        ProductAndQuotient.apply(x, constant)[0].sum().backward();

        Assert.Equal(4, x.grad!.ToDouble());
        Assert.Null(constant.grad);
    }

    [Fact]
    public void A_retained_graph_is_walked_again()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0], requires_grad: true);
        var loss = ScaledExponential.apply(1.0, Cube.apply(x)).log().sum();

        loss.backward(retain_graph: true);
        loss.backward(retain_graph: true);
        loss.backward();

        Assert.Equal(36, x.grad!.ToDouble(), 9);
    }

    [Fact]
    public void A_node_that_gets_no_gradient_passes_none_on()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        Scripted.Script stop = (_, _) => [null];
        Scripted.Script never = (_, _) => throw new InvalidOperationException("asked without a gradient");

        Scripted.apply(stop, Scripted.apply(never, x)).sum().backward();

        Assert.Null(x.grad);
    }

    [Fact]
    public void A_backward_may_go_backward_itself()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0], requires_grad: true);
        Scripted.Script inner = (_, gradient) =>
        {
            using var recorded = enable_grad();
            var own = tensor([5.0], requires_grad: true);
            return [gradient * autograd.grad([Cube.apply(own).sum()], [own])[0]];
        };

        Scripted.apply(inner, x).sum().backward();

        Assert.Equal(75, x.grad!.ToDouble());
    }

    [Fact]
    public void A_node_walked_while_it_is_walked_keeps_what_it_saved() => Leak.None(static () =>
    {
        var x = tensor([2.0], requires_grad: true);
        Tensor? loss = null;
        var depth = 0;
        Scripted.Script again = (_, gradient) =>
        {
            var here = depth++;
            return here < 100 ? [autograd.grad([loss!], [x], retain_graph: true)[0] + gradient] : [gradient];
        };
        loss = Scripted.apply(again, x).sum();

        Assert.Equal(101, autograd.grad([loss], [x], retain_graph: true)[0].ToDouble());
    });

    [Fact]
    public void One_graph_is_walked_on_two_threads_at_once()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0], requires_grad: true);
        var loss = ProductAndQuotient.apply(Cube.apply(x), x)[0].sum();

        OtherThread.RunAll([.. Enumerable.Range(0, 2).Select(_ => (Action)(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var theirs = NewDisposeScope();
                Assert.Equal(32, autograd.grad([loss], [x], retain_graph: true)[0].ToDouble());
            }
        }))]);
    }

    private static double[] Differences(Func<double> value, Tensor input)
    {
        const double Step = 1e-6;
        using var unrecorded = no_grad();
        var flat = input.detach().view(-1);
        var slopes = new double[flat.numel()];
        for (var i = 0; i < slopes.Length; i++)
        {
            var place = flat[i];
            var before = place.ToDouble();
            place.fill_(before + Step);
            var above = value();
            place.fill_(before - Step);
            slopes[i] = (above - value()) / (2 * Step);
            place.fill_(before);
        }

        return slopes;
    }
}
