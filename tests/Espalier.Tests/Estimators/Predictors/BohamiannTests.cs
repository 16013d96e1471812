using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class BohamiannTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Bohamiann(NetworkProof.Context(seed), new() { Steps = 30 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Bohamiann(NetworkProof.Context(), new() { Steps = 1000, BurnIn = 200, Rate = 0.1 })), 0.4, 1);

    /// <summary>With a short training, on 1,000 other cells; this one had 0.239, one that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Bohamiann(NetworkProof.Context(), new() { Steps = 1000, BurnIn = 200, Rate = 0.1 }), 100, 3), 0.15, 1);

    [Fact]
    public void A_burn_in_that_leaves_nothing_to_draw_is_refused() => Assert.Contains(
        "burn-in",
        Assert.Throws<InvalidInputException>(() => new Bohamiann(NetworkProof.Context(), new() { Steps = 10, BurnIn = 10 })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new BohamiannOptions();

        Assert.Equal((100, 10, 5, 0.01), (options.Steps, options.BurnIn, options.KeepEvery, options.Rate));
    }
}
