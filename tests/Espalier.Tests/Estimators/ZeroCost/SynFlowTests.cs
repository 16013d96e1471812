using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class SynFlowTests
{
    [Fact]
    public void Two_layers_let_through_the_product_of_their_absolute_weights()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(Tiny.Dense(new float[,] { { 1, -2 }, { 3, 4 } }), ReLU(), Tiny.Dense(new float[,] { { -1, 2 }, { 5, 0 } }));

        var score = new SynFlow().Score(network, Tiny.Input(features: 2));

        // |W1| 1 = (3, 7); |W2| (3, 7) = (17, 15); R = 32, and each layer's sum is R.
        Assert.All(score.Layers, layer => Assert.Equal(32, layer, 1e-9));
        Assert.Equal(Math.Log(64), score.Value!.Value, 1e-12);
    }

    [Fact]
    public void Batch_norms_give_back_their_input()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var plain = Sequential(Conv2d(2, 3, 3, bias: false));
        using var normed = Sequential(Conv2d(2, 3, 3, bias: false), BatchNorm2d(3));
        using (no_grad())
        {
            ((Conv2d)plain.named_children().First().module).reset_parameters(generator);
            normed.load_state_dict(plain.state_dict(), strict: false);
            normed.call(randn([4, 2, 5, 5], generator: generator));
        }

        var input = Tiny.Of(zeros([1, 2, 5, 5]));

        Assert.Equal(new SynFlow().Score(plain, input).Value!.Value, new SynFlow().Score(normed, input).Value!.Value, 1e-9);
    }

    [Fact]
    public void A_flow_beyond_a_float_is_a_score()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential([.. Enumerable.Range(0, 60).Select(_ => Tiny.Dense(new float[,] { { 10 } }))]);

        Assert.Equal(Math.Log(60) + (60 * Math.Log(10)), new SynFlow().Score(network, Tiny.Input(features: 1)).Value!.Value, 1e-9);
    }

    [Fact]
    public void A_network_that_lets_nothing_through_has_no_score()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(Tiny.Dense(new float[,] { { 0 } }), Tiny.Dense(new float[,] { { 1 } }));

        Assert.Null(new SynFlow().Score(network, Tiny.Input(features: 1)).Value);
    }
}
