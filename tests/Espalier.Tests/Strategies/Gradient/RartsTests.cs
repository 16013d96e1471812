using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class RartsTests
{
    // a = 2 / (2 - 1 / (2 lambda) - 1 / beta), w = a (1 - 1 / (2 lambda)), y = 2 - a; the optimum of two levels is (1, 1).
    [Theory]
    [InlineData(10, 10, 0.05, 0.03, 1.0811, 1.0270, 0.9189)]
    [InlineData(50, 50, 0.0199, 0.01, 1.0152, 1.0051, 0.9848)]
    [InlineData(1, 1, 0.3, 0.1, 4, 2, -2)]
    public void The_published_example_comes_to_rest_at_its_closed_form(
        double lambda, double beta, double weightRate, double architectureRate, double a, double w, double y)
    {
        // Where DARTS of first order rests.
        using var game = new LossGame(2, 2);
        using var strategy = new Rarts(
            new GradientContext { Supernet = game, EdgeNodes = [0], Epochs = 1, Seed = 1 },
            new RartsOptions
            {
                Lambda = lambda,
                Beta = beta,
                WeightRate = weightRate,
                Momentum = 0,
                WeightDecay = 0,
                Clip = 1e6,
                ArchitectureRate = architectureRate,
                ArchitectureDecay = 0,
            });
        using var train = LossGame.Train();
        using var validation = LossGame.Validation();
        strategy.BeginEpoch(0);
        for (var step = 0; step < 400; step++)
        {
            Assert.Null(strategy.Step(train, validation).Diverged);
        }

        var copy = strategy.Capture()["copy/w"].ToDouble();
        Assert.Equal((a, w, y), (game.A.ToDouble(), game.W.ToDouble(), copy), (one, other) =>
            Math.Abs(one.Item1 - other.Item1) < 2e-3 && Math.Abs(one.Item2 - other.Item2) < 2e-3 && Math.Abs(one.Item3 - other.Item3) < 2e-3);
    }

    [Fact]
    public void A_step_is_four_passes()
    {
        using var search = TinySearch.Of(context => new Rarts(context, new RartsOptions()));
        var passes = 0;
        using var watch = search.Supernet.modules().OfType<Normalization>().Single().register_forward_hook((_, _, _) => passes++);

        search.Steps(0, 3);

        Assert.Equal(12, passes);
    }

    // With neither factor what remains is y and the architecture on validation data: DARTS of first order, whose weights train on the
    // batch that the architecture then sees.
    [Fact]
    public void Without_both_factors_the_copy_trains_plainly_with_the_architecture()
    {
        var rarts = new RartsOptions { Lambda = 0, Beta = 0, WeightDecay = 0, WeightRateEnd = 0.025, ArchitectureRate = 0.01 };
        using var split = TinySearch.Of(context => new Rarts(context, rarts));
        using var plain = TinySearch.Of(new DartsOptions
        {
            Order = UnrollOrder.First,
            WarmUp = 1,
            WeightDecay = 0,
            WeightRateEnd = 0.025,
            ArchitectureRate = 0.01,
        });
        var weights = split.State();
        for (var step = 0UL; step < 4; step++)
        {
            using var train = TinySearch.Batch(100 + step);
            using var judge = TinySearch.Batch(step);
            using var judgeBefore = TinySearch.Batch(Math.Max(step, 1) - 1);
            split.Strategy.Step(train, judge);
            plain.Strategy.BeginEpoch(step == 0 ? 0 : 1);
            plain.Strategy.Step(judge, judgeBefore);
        }

        var (found, expected) = (split.State(), plain.State());
        foreach (var (name, _) in split.Supernet.named_parameters())
        {
            Assert.Equal(weights["supernet/" + name], found["supernet/" + name]);
        }

        foreach (var name in plain.Supernet.state_dict().Keys)
        {
            Assert.True(expected["supernet/" + name].AsSpan().SequenceEqual(found["copy/" + name]), name);
        }
    }

    [Fact]
    public void The_stronger_the_penalty_the_closer_the_copy_keeps()
    {
        var distances = new double[] { 0, 1, 10, 30 }.Select(beta =>
        {
            using var search = TinySearch.Of(context => new Rarts(context, new RartsOptions { Beta = beta }));
            search.Steps(0, 8);
            using var scope = NewDisposeScope();
            var state = search.Strategy.Capture();
            return stack([.. search.Supernet.named_parameters().Select(pair => (pair.parameter - state["copy/" + pair.name]).norm())])
                .norm().ToDouble();
        }).ToArray();

        Assert.All(distances.Zip(distances.Skip(1)), pair => Assert.True(pair.Second < 0.9 * pair.First, string.Join(", ", distances)));
    }

    [Fact]
    public void The_copy_has_running_statistics_of_its_own()
    {
        using var search = TinySearch.Of(context => new Rarts(context, new RartsOptions()));

        search.Steps(0, 2);

        var state = search.State();
        var tracked = state.Keys.Where(name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(tracked);
        Assert.All(tracked, name => Assert.Equal(2, BitConverter.ToInt64(state[name])));
        var mean = search.Supernet.named_buffers().First(pair => pair.name.EndsWith("running_mean", StringComparison.Ordinal)).name;
        Assert.NotEqual(state["supernet/" + mean], state["copy/" + mean]);
    }

    [Theory]
    [InlineData("none", "accuracy,params")]
    [InlineData("fgsm-rs", "accuracy,params,robustness")]
    [InlineData("free-2", "accuracy,robustness")]
    [InlineData("none", "accuracy,corruptions,ood")]
    public void It_takes_objectives_and_adversarial_weights_resumes_and_leaves_no_tensor(string lower, string objectives)
    {
        var options = new RartsOptions { Lower = lower, Objectives = objectives, ArchitectureRate = 0.01 };
        using var straight = TinySearch.Of(context => new Rarts(context, options));
        straight.Steps(0, 2);
        using var scope = NewDisposeScope();
        var captured = straight.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var before = LiveTensorsOfThread;
        var expected = straight.Steps(2, 3);
        Assert.Equal(before, LiveTensorsOfThread);

        using var resumed = TinySearch.Of(context => new Rarts(context, options), seed: 77);
        resumed.Strategy.Restore(captured);
        var found = resumed.Steps(2, 3);

        Assert.Equal(ObjectiveNames.Split(objectives), expected[0].Objectives.Keys);
        Assert.Equal(1, expected[0].Gamma.Sum(), 1e-9);
        Assert.Equal(expected.Select(report => report.TrainLoss), found.Select(report => report.TrainLoss));
        Assert.Equal(straight.State(), resumed.State());
    }

    [Fact]
    public void Each_objective_of_data_has_the_training_term_and_the_count_has_not()
    {
        using var with = TinySearch.Of(context => new Rarts(context, new RartsOptions { Objectives = "accuracy,params", Lambda = 5 }));
        using var without = TinySearch.Of(context => new Rarts(context, new RartsOptions { Objectives = "accuracy,params", Lambda = 0 }));

        var (some, none) = (with.Steps(0, 1)[0].Gram, without.Steps(0, 1)[0].Gram);

        Assert.NotEqual(some[0], none[0]);
        Assert.Equal(some[3], none[3]);
    }

    [Fact]
    public void A_penalty_too_strong_for_the_rate_is_refused_in_words()
    {
        var fault = Assert.Throws<ArgumentException>(() => TinySearch.Of(context => new Rarts(context, new RartsOptions { Beta = 40 })));

        Assert.Contains("beta 40 times weight-rate 0.025", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RartsOptions { Lambda = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RartsOptions { Beta = double.NaN });
    }
}
