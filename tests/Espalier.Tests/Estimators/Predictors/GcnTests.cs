using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class GcnTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Gcn(NetworkProof.Context(seed), new() { Epochs = 2 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Gcn(NetworkProof.Context(), new() { Epochs = 60, Rate = 1e-3, Width = 64 })), 0.5, 1);

    /// <summary>With a short training, on 1,000 other cells; a predictor that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Gcn(NetworkProof.Context(), new() { Epochs = 60, Rate = 1e-3, Width = 64 }), 100, 3), 0.3, 1);

    [Fact]
    public void What_one_direction_takes_away_the_other_does_not_lose()
    {
        using var scope = NewDisposeScope();

        var states = Gcn.BothWays(tensor([3f, -4f, -1f]), tensor([-2f, 1f, -1f]));

        Assert.Equal([1.5f, 0.5f, 0f], states.data<float>().ToArray());
    }

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new GcnOptions();

        Assert.Equal((300, 7, 1e-4, 3e-4), (options.Epochs, options.Batch, options.Rate, options.WeightDecay));
        Assert.Equal((4, 144, 128, 0.1), (options.Layers, options.Width, options.Hidden, options.Dropout));
    }
}
