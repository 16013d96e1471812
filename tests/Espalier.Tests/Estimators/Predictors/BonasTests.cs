using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class BonasTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Bonas(NetworkProof.Context(seed), new() { Epochs = 3 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Bonas(NetworkProof.Context(), new() { Epochs = 200, Rate = 3e-3 })), 0.25, 1);

    /// <summary>With a short training, on 1,000 other cells; a predictor that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Bonas(NetworkProof.Context(), new() { Epochs = 200, Rate = 3e-3 }), 100, 3), 0.3, 1);

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new BonasOptions();

        Assert.Equal((100, 128, 1e-4, 4, 64), (options.Epochs, options.Batch, options.Rate, options.Layers, options.Width));
    }
}
