using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

public sealed class OperatorRecordingTests
{
    [Fact]
    public void Calls_come_in_their_order_with_arguments_and_results() => Leak.None(() =>
    {
        var calls = new List<OperatorCall>();
        var x = ones([2, 3]);
        Tensor y, z;
        using (record_operators(calls.Add))
        {
            y = x.mul(2.5f);
            z = cat([x, y], 1);
            z.relu_like();
        }

        y.exp();
        Assert.Equal(["aten::mul.Scalar", "aten::cat", "aten::relu_"], calls.Select(call => call.Name));
        Assert.Same(x, calls[0].Arguments[0]);
        Assert.Equal(2.5, calls[0].Arguments[1]);
        Assert.Same(y, Assert.Single(calls[0].Results));
        Assert.Equal([x, y], Assert.IsAssignableFrom<IEnumerable<Tensor?>>(calls[1].Arguments[0]));
        Assert.Equal(1L, calls[1].Arguments[1]);
        Assert.Same(z, Assert.Single(calls[2].Results));
    });

    [Fact]
    public void A_number_read_from_a_tensor_is_a_call_without_results() => Leak.None(() =>
    {
        var calls = new List<OperatorCall>();
        using (record_operators(calls.Add))
        {
            ones([1]).ToDouble();
        }

        Assert.Equal(["aten::ones", "aten::item"], calls.Select(call => call.Name));
        Assert.Empty(calls[1].Results);
    });

    [Fact]
    public void A_function_of_our_own_is_one_call() => Leak.None(() =>
    {
        var calls = new List<OperatorCall>();
        var x = ones([2]);
        Tensor y;
        using (record_operators(calls.Add))
        {
            y = Cube.apply(x);
        }

        var call = Assert.Single(calls);
        Assert.Equal("function::Cube", call.Name);
        Assert.Same(x, Assert.Single(call.Arguments));
        Assert.Same(y, Assert.Single(call.Results));
    });

    [Fact]
    public void What_the_recorder_itself_calls_is_not_recorded() => Leak.None(() =>
    {
        var calls = 0;
        using (record_operators(call =>
        {
            calls++;
            call.Results[0]!.exp();
        }))
        {
            ones([2]);
            zeros([2]);
        }

        Assert.Equal(2, calls);
    });

    [Fact]
    public void A_thread_is_recorded_once_and_others_are_not()
    {
        var calls = 0;
        using var recording = record_operators(_ => calls++);

        Assert.Throws<InvalidOperationException>(() => record_operators(_ => { }));
        var thread = new Thread(() => ones([1]).Dispose());
        thread.Start();
        thread.Join();

        Assert.Equal(0, calls);
    }
}

/// <summary>In place, for a name that the binding keeps in nn.functional.</summary>
file static class InPlace
{
    internal static Tensor relu_like(this Tensor tensor) => nn.functional.relu(tensor, inplace: true);
}
