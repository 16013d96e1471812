using Espalier.Estimators.Predictors;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class DngoTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Dngo(NetworkProof.Context(seed), new() { Epochs = 5 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Dngo(NetworkProof.Context(), new() { Epochs = 60 })), 0.4, 1);

    /// <summary>With a short training, on 1,000 other cells; a predictor that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Dngo(NetworkProof.Context(), new() { Epochs = 60 }), 100, 3), 0.25, 1);

    /// <summary>The regression on a network that learnt the order alone is fitted to accuracies, and told in their unit.</summary>
    [Fact]
    public void Trained_on_the_order_it_tells_accuracies()
    {
        var (networks, accuracies) = NetworkProof.MadeUp(60, 4);
        var predictor = new Dngo(NetworkProof.Context(), new() { Epochs = 40, Loss = PredictorLoss.DiffKendall });

        predictor.Fit(networks, accuracies);

        Assert.InRange(predictor.Predict(networks).Zip(accuracies, (told, accuracy) => Math.Abs(told.Mean - accuracy)).Average(), 0, 0.05);
    }

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new DngoOptions();

        Assert.Equal((500, 10, 0.01, 3, 50, 20), (options.Epochs, options.Batch, options.Rate, options.Layers, options.Width, options.Draws));
    }
}
