using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

public class LSTMTests
{
    /// <summary>Two steps by the cell's own formula, in double precision.</summary>
    [Fact]
    public void It_gives_what_its_gates_say()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LSTM(1, 1);
        double[] w = [0.5, -0.3, 0.8, 0.2];
        double[] u = [0.1, 0.4, -0.6, 0.7];
        double[] b = [0.05, 0.1, -0.1, 0.2];
        using (no_grad())
        {
            layer.weight_ih_l0.copy_(tensor(w, [4, 1]));
            layer.weight_hh_l0.copy_(tensor(u, [4, 1]));
            layer.bias_ih_l0.copy_(tensor(b, [4]));
            layer.bias_hh_l0.zero_();
        }

        var (output, hidden, cell) = layer.call(tensor([1f, -2f], [1, 2, 1]));

        var (h, c) = (0.0, 0.0);
        var expected = new List<double>();
        foreach (var x in new[] { 1.0, -2.0 })
        {
            double Gate(int gate) => (w[gate] * x) + (u[gate] * h) + b[gate];
            static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
            c = (Sigmoid(Gate(1)) * c) + (Sigmoid(Gate(0)) * Math.Tanh(Gate(2)));
            h = Sigmoid(Gate(3)) * Math.Tanh(c);
            expected.Add(h);
        }

        Assert.Equal(expected, output.data<float>().ToArray().Select(value => (double)value), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal(h, hidden.ToDouble(), 1e-6);
        Assert.Equal(c, cell.ToDouble(), 1e-6);
    }

    [Fact]
    public void It_is_trained_and_leaves_nothing() => Leak.None(() =>
    {
        using var layer = nn.LSTM(3, 4);
        using var generator = new Generator(1);
        layer.reset_parameters(generator);
        var input = randn([2, 5, 3], generator: generator);
        layer.call(input).output.sum().backward();

        Assert.All(layer.parameters(), parameter => Assert.True(parameter.grad!.abs().sum().ToDouble() > 0));
        layer.zero_grad();
    });

    [Fact]
    public void A_state_given_on_goes_on()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LSTM(2, 3);
        var input = randn([1, 4, 2]);

        var whole = layer.call(input);
        var half = layer.call(input.narrow(1, 0, 2));
        var rest = layer.call(input.narrow(1, 2, 2), (half.hn, half.cn));

        Assert.True(allclose(whole.output.narrow(1, 2, 2), rest.output, atol: 1e-6));
    }
}
