using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

public class FunctionalTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Layer_norm_is_over_the_last_dimension()
    {
        using var scope = NewDisposeScope();
        var found = nn.functional.layer_norm(tensor([1.0, 3, -5, 5], [2, 2]), [2], eps: 0).data<double>().ToArray();

        Assert.Equal([-1.0, 1, -1, 1], found, (one, other) => Math.Abs(one - other) < Exact);
    }

    [Fact]
    public void Softplus_and_gelu_by_hand()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(Math.Log(1 + Math.Exp(0.7)), nn.functional.softplus(tensor([0.7], [1])).ToDouble(), Exact);
        Assert.Equal(0.8413447460685429, nn.functional.gelu(tensor([1.0], [1])).ToDouble(), Exact);
    }

    [Fact]
    public void Losses_by_hand()
    {
        using var scope = NewDisposeScope();
        var (input, target) = (tensor([1.0, 2], [2]), tensor([2.0, 5], [2]));

        Assert.Equal(5, nn.functional.mse_loss(input, target).ToDouble(), Exact);
        Assert.Equal(2, nn.functional.l1_loss(input, target).ToDouble(), Exact);
        Assert.Equal(4, nn.functional.l1_loss(input, target, nn.Reduction.Sum).ToDouble(), Exact);
    }
}
