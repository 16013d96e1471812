using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Evaluation;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class ParzcTests
{
    private static readonly ParzcOptions Small = new() { Width = 32, Depth = 2, Segments = 4, Epochs = 60, Rate = 2e-3, Batch = 20, Passes = 4 };

    /// <summary>Only one layer of twelve tells the accuracy, and in another direction than another layer: a sum over layers cannot know.</summary>
    [Fact]
    public void It_learns_which_layer_matters()
    {
        var (networks, accuracies) = Layered(160, 3);
        var predictor = new Parzc(NetworkProof.Context(), Small);
        predictor.Fit(networks[..80], accuracies[..80]);

        var ours = RankCorrelation.Kendall(accuracies[80..], predictor.Predict(networks[80..]).Means());
        var sums = networks[80..].Select(network => network.LayerProxies["snip"].Sum()).ToArray();
        Assert.InRange(ours, 0.5, 1);
        Assert.True(ours > Math.Abs(RankCorrelation.Kendall(accuracies[80..], sums)) + 0.2);
    }

    [Fact]
    public void Seeds_decide_and_no_tensor_stays()
    {
        var (networks, accuracies) = Layered(14, 4);

        NetworkProof.Holds(seed => new Parzc(NetworkProof.Context(seed), Small with { Epochs = 2 }), networks, accuracies);
    }

    /// <summary>The order of layers is known to it, the order of networks is not.</summary>
    [Fact]
    public void Turning_layers_round_changes_what_is_told_and_turning_the_batch_round_does_not()
    {
        var (networks, accuracies) = Layered(12, 5);
        var predictor = new Parzc(NetworkProof.Context(), Small with { Epochs = 2, Loss = PredictorLoss.Squared });
        predictor.Fit(networks, accuracies);
        var told = predictor.Predict(networks).Means();

        Assert.Equal(
            told.Reverse(), predictor.Predict([.. networks.Reverse()]).Means(), (one, other) => Math.Abs(one - other) < 1e-6);
        var turned = predictor.Predict([.. networks.Select(Turned)]).Means();
        Assert.True(told.Zip(turned, (one, other) => Math.Abs(one - other)).Average() > 1e-5);
    }

    [Fact]
    public void A_network_whose_layers_are_not_known_is_refused()
    {
        var (networks, accuracies) = Layered(4, 6);

        Assert.Throws<InvalidInputException>(
            () => new Parzc(NetworkProof.Context(), Small with { Proxies = "fisher" }).Fit(networks, accuracies));
    }

    [Fact]
    public void A_bayesian_layer_varies_around_its_mean()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var layer = new BayesianLinear(8, 1, generator);
        double[] draws = [.. Enumerable.Range(0, 2000).Select(_ => layer.call(ones([1, 8])).ToDouble())];
        var mean = draws.Average();

        // Eight weights and a bias, each of deviation softplus(-3).
        var expected = 3 * Math.Log(1 + Math.Exp(-3));
        Assert.Equal(expected, Math.Sqrt(draws.Average(draw => (draw - mean) * (draw - mean))), 0.05 * expected);
    }

    internal static (NetworkFacts[] Networks, double[] Accuracies) Layered(int count, ulong seed)
    {
        var (space, random) = (new NasBench201Space(), new SeededRandom(seed));
        NetworkFacts[] networks =
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                double[] layers = [.. Enumerable.Range(0, 12).Select(_ => 1 + (9 * random.NextDouble()))];
                return new NetworkFacts(space.Sample(random))
                {
                    LayerProxies = new Dictionary<string, IReadOnlyList<double>> { ["grad-norm"] = layers, ["snip"] = layers, ["synflow"] = layers },
                };
            }),
        ];
        return (networks, Array.ConvertAll(networks, network =>
            0.5 + (0.03 * (network.LayerProxies["snip"][2] - network.LayerProxies["snip"][7]))));
    }

    private static NetworkFacts Turned(NetworkFacts network) => network with
    {
        LayerProxies = network.LayerProxies.ToDictionary(
            pair => pair.Key, pair => (IReadOnlyList<double>)[.. pair.Value.Reverse()]),
    };
}
