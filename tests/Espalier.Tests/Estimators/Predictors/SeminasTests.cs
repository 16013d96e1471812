using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class SeminasTests
{
    [Fact]
    public void Seeds_decide_and_no_tensor_stays() =>
        NetworkProof.Holds(seed => new Seminas(NetworkProof.Context(seed), new() { Epochs = 1, MoreEpochs = 1 }));

    [Fact]
    public void It_learns_what_operations_are_worth() =>
        Assert.InRange(NetworkProof.MadeUpTau(new Seminas(NetworkProof.Context(), new() { Epochs = 40, MoreEpochs = 15 })), 0.4, 1);

    /// <summary>With a short training, on 1,000 other cells; a predictor that learnt nothing has 0.</summary>
    [NasBench201Fact]
    public void It_orders_cells_by_what_they_came_to() =>
        Assert.InRange(NetworkProof.TableTau(new Seminas(NetworkProof.Context(), new() { Epochs = 30, MoreEpochs = 10 }), 100, 3), 0.25, 1);

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new SeminasOptions();

        Assert.Equal((50, 50, 10, 1), (options.Epochs, options.MoreEpochs, options.Repeats, options.Synthetic));
    }
}
