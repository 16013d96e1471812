using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Evaluation;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class OmniTests
{
    private const string Proxy = "jacob-cov";

    [Theory]
    [InlineData(OmniLearner.NgBoost)]
    [InlineData(OmniLearner.RandomForest)]
    public void What_is_told_does_not_depend_on_who_else_is_asked_for(OmniLearner learner)
    {
        var omni = Make(new() { Learner = learner });
        var (learnt, asked) = (Cells(40, 1), Cells(10, 2));
        omni.Fit(learnt, Truths(learnt));

        Assert.Equal(omni.Predict(asked), asked.SelectMany(network => omni.Predict([network])));
    }

    [Fact]
    public void Every_part_that_it_is_given_helps()
    {
        var (learnt, asked) = (Cells(40, 1), Cells(300, 2));
        var all = Tau(new());

        Assert.True(all > Tau(new() { Proxy = OmniOptions.None }), "the proxy does not help");
        Assert.True(all > Tau(new() { Curve = false }), "the curve does not help");
        Assert.True(all > Tau(new() { Curve = false, Proxy = OmniOptions.None }), "both do not help");

        double Tau(OmniOptions options)
        {
            var omni = Make(options);
            omni.Fit(learnt, Truths(learnt));
            return RankCorrelation.Kendall(Truths(asked), [.. omni.Predict(asked).Select(told => told.Mean)]);
        }
    }

    [Fact]
    public void It_asks_for_what_it_looks_at()
    {
        Assert.Equal(PredictorNeeds.Proxies | PredictorNeeds.Curve, Make(new()).Needs);
        Assert.Equal(PredictorNeeds.Curve, Make(new() { Proxy = OmniOptions.None }).Needs);
        Assert.Equal(PredictorNeeds.Architecture, Make(new() { Proxy = OmniOptions.None, Curve = false }).Needs);
    }

    /// <summary>With nothing but the curve, moving all losses by a number, or all accuracies, changes nothing: they are standardised.</summary>
    [Fact]
    public void Losses_are_taken_before_accuracies_and_count_downwards()
    {
        var options = new OmniOptions { Encoding = false, Proxy = OmniOptions.None, Learner = OmniLearner.RandomForest };
        var cells = Cells(40, 1);
        var (byLoss, byAccuracy) = (Make(options), Make(options));
        NetworkFacts[] losses = Array.ConvertAll(cells, cell => cell with { Curve = [new(3, 0.1, 5 - Learning.Truth(cell))] });
        NetworkFacts[] accuracies = Array.ConvertAll(cells, cell => cell with { Curve = [new(3, Learning.Truth(cell))] });
        byLoss.Fit(losses, Truths(cells));
        byAccuracy.Fit(accuracies, Truths(cells));

        Assert.All(byLoss.Predict(losses).Zip(byAccuracy.Predict(accuracies)), pair => Assert.Equal(pair.First.Mean, pair.Second.Mean, 9));
        Assert.True(RankCorrelation.Kendall(Truths(cells), [.. byLoss.Predict(losses).Select(told => told.Mean)]) > 0.9);
    }

    [Fact]
    public void A_curve_of_fewer_than_three_epochs_is_left_out()
    {
        var cells = Cells(30, 1);
        NetworkFacts[] shorter = Array.ConvertAll(cells, cell => cell with { Curve = [cell.Curve[0] with { Epoch = 2 }] });
        NetworkFacts[] none = Array.ConvertAll(cells, cell => cell with { Curve = [] });
        var (one, other) = (Make(new()), Make(new()));
        one.Fit(shorter, Truths(cells));
        other.Fit(none, Truths(cells));

        Assert.Equal(other.Predict(none), one.Predict(shorter));
        Assert.Throws<InvalidInputException>(() => Make(new() { Encoding = false, Proxy = OmniOptions.None }).Fit(none, Truths(cells)));
    }

    [Fact]
    public void A_score_that_is_no_number_is_the_worst_and_one_that_is_missing_is_refused()
    {
        var cells = Cells(30, 1);
        var omni = Make(new() { Encoding = false, Curve = false, Learner = OmniLearner.RandomForest });
        omni.Fit(cells, Truths(cells));
        var worst = cells.MinBy(cell => cell.Proxies[Proxy])!;
        var broken = worst with { Proxies = new Dictionary<string, double> { [Proxy] = double.NaN } };

        Assert.Equal(omni.Predict([worst]), omni.Predict([broken]));
        Assert.Throws<InvalidInputException>(() => omni.Predict([worst with { Proxies = new Dictionary<string, double>() }]));
    }

    [Fact]
    public void Without_any_part_there_is_nothing_to_make() =>
        Assert.Throws<ArgumentException>(() => Make(new() { Encoding = false, Curve = false, Proxy = OmniOptions.None }));

    [Fact]
    public void Settings_are_searched_for_ngboost_alone() =>
        Assert.Throws<ArgumentException>(() => Make(new() { Learner = OmniLearner.RandomForest, Draws = 3 }));

    private static Omni Make(OmniOptions options) => new(Learning.Context(), options);

    private static double[] Truths(NetworkFacts[] networks) => Array.ConvertAll(networks, Learning.Truth);

    /// <summary>Cells with a score and an accuracy after 12 epochs that each tell the truth with noise of its own.</summary>
    private static NetworkFacts[] Cells(int count, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, "noise"));
        return Array.ConvertAll(Learning.Cells(count, seed), cell => cell with
        {
            Proxies = new Dictionary<string, double> { [Proxy] = (100 * Learning.Truth(cell)) + (4 * random.NextDouble()) },
            Curve = [new(12, Learning.Truth(cell) + (0.04 * random.NextDouble()))],
        });
    }
}
