using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class MlpTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Mlp(NetworkProof.Context(seed), new() { Epochs = 3 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Mlp(NetworkProof.Context(), new() { Epochs = 100 })), 0.5, 1);

    /// <summary>With a short training, on 1,000 other cells; a predictor that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Mlp(NetworkProof.Context(), new() { Epochs = 150 }), 100, 3), 0.3, 1);

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new MlpOptions();

        Assert.Equal((500, 32, 0.001, 20, 20, 0.2), (options.Epochs, options.Batch, options.Rate, options.Layers, options.Width, options.Penalty));
    }
}
