using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class NaoTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Nao(NetworkProof.Context(seed), new() { Epochs = 2, MoreEpochs = 1 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Nao(NetworkProof.Context(), new() { Epochs = 60, MoreEpochs = 60, Batch = 20 })), 0.4, 1);

    /// <summary>With a short training, on 1,000 other cells; a predictor that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Nao(NetworkProof.Context(), new() { Epochs = 60, MoreEpochs = 60, Batch = 20 }), 100, 3), 0.25, 1);

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new NaoOptions();

        Assert.Equal((50, 50, 100, 0.001, 1e-4), (options.Epochs, options.MoreEpochs, options.Batch, options.Rate, options.WeightDecay));
        Assert.Equal((64, 16, 0.1, 0.8, 5), (options.Width, options.Hidden, options.Dropout, options.TradeOff, options.Clip));
    }
}
