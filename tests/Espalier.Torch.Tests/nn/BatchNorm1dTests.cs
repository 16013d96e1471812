using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

public class BatchNorm1dTests
{
    [Fact]
    public void It_normalises_each_column_and_then_by_what_it_saw()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(2, momentum: 1);
        var input = tensor([1f, 10f, 3f, 30f], [2, 2]);

        Assert.Equal([-1f, -1f, 1f, 1f], norm.call(input).data<float>().ToArray(), (one, other) => Math.Abs(one - other) < 1e-4);
        norm.eval();

        // Running variances are unbiased: 2 and 200.
        Assert.All(norm.call(tensor([2f, 20f], [1, 2])).data<float>().ToArray(), value => Assert.Equal(0, value, 1e-6));
        Assert.Equal(1 / Math.Sqrt(2), norm.call(tensor([3f, 20f], [1, 2])).data<float>()[0], 1e-4);
    }
}
