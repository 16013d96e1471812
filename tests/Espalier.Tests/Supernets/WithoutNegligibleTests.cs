using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class WithoutNegligibleTests
{
    /// <summary>Of four operations each below 1/16 goes: weights 0.5, 0.4, 0.0625, 0.0375.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_below_one_of_n_squared_is_exactly_nothing(bool isMaxW)
    {
        using var scope = NewDisposeScope();
        var logits = tensor([0.5, 0.4, 0.0626, 0.0374], [1, 4]).log();
        var inner = isMaxW ? new MaxWeight(detaches: false) : null;

        var kept = new WithoutNegligible(inner).Mix([logits])[0];

        double[] expected = isMaxW ? [1, 0.9, 0.5626, 0] : [0.5, 0.4, 0.0626, 0];
        Assert.True(allclose(kept, tensor(expected, [1, 4]), 0, 1e-12));
        Assert.Equal(0, kept[0][3].ToDouble());
    }

    [Fact]
    public void Rows_that_are_nearly_uniform_lose_nothing()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var logits = randn([5, 8], generator: generator) * 0.1;

        Assert.True(equal(logits.softmax(-1), new WithoutNegligible(null).Mix([logits])[0]));
    }
}
