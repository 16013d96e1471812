using Espalier.Catalog;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class BilevelOptionsTests
{
    [Theory]
    [InlineData("weight-rate")]
    [InlineData("clip")]
    [InlineData("architecture-rate")]
    [InlineData("difference-scale")]
    public void Rates_and_lengths_are_above_zero(string name)
    {
        Assert.NotNull(Bind(name, "0.5"));
        Assert.All(["0", "-1", "NaN", "Infinity"], value => Assert.Throws<InvalidInputException>(() => Bind(name, value)));
    }

    [Theory]
    [InlineData("weight-rate-end")]
    [InlineData("momentum")]
    [InlineData("weight-decay")]
    [InlineData("architecture-decay")]
    public void Decays_and_momentum_are_at_least_zero(string name)
    {
        Assert.NotNull(Bind(name, "0"));
        Assert.All(["-1e-9", "NaN", "Infinity"], value => Assert.Throws<InvalidInputException>(() => Bind(name, value)));
    }

    [Fact]
    public void Momentum_is_below_one_and_warm_up_is_a_number_of_epochs()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DartsOptions { Momentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DartsOptions { WarmUp = -1 });
    }

    private static object Bind(string name, string value) =>
        OptionsBinder.Bind(typeof(DartsOptions), new Dictionary<string, string> { [name] = value }, "test");
}
