using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class BilevelStrategyTests
{
    public static TheoryData<string, UnrollOrder> Lowers { get; } = new()
    {
        { "none", UnrollOrder.First },
        { "none", UnrollOrder.Second },
        { "fgsm-rs", UnrollOrder.First },
        { "fgsm-rs", UnrollOrder.Second },
        { "fast", UnrollOrder.Second },
        { "free-2", UnrollOrder.First },
        { "free-2", UnrollOrder.Second },
        { "pgd-2", UnrollOrder.Second },
        { "trades-2", UnrollOrder.First },
        { "trades-2", UnrollOrder.Second },
    };

    // What the weight step finds is what was there before the step: trial weights, and passes that make images, leave nothing behind.
    [Theory]
    [MemberData(nameof(Lowers))]
    public void An_architecture_step_leaves_weights_statistics_and_momentum_bit_for_bit(string lower, UnrollOrder order)
    {
        using var search = TinySearch.Of(new E2rnasOptions { Lower = lower, Order = order, Objectives = "accuracy,params,robustness" });
        search.Steps(0, 1);
        var before = search.State();
        var passes = 0;
        Dictionary<string, byte[]>? found = null;
        using var watch = search.Supernet.modules().OfType<Normalization>().Single().register_forward_hook((_, _, _) =>
        {
            passes++;
            var trains = search.Supernet.modules().OfType<BatchNorm2d>().First().update_running_stats;
            found ??= trains ? search.State() : null;
        });

        search.Steps(1, 1);

        Assert.True(passes >= 3, $"{passes} passes");
        Assert.NotNull(found);
        Assert.DoesNotContain(
            Changed(before, found), name => !name.StartsWith("architecture", StringComparison.Ordinal) && name != "generator");
        Assert.NotEqual(before["architecture/0"], found["architecture/0"]);
    }

    [Theory]
    [MemberData(nameof(Lowers))]
    public void A_step_leaves_no_tensor_behind(string lower, UnrollOrder order)
    {
        using var search = TinySearch.Of(new E2rnasOptions { Lower = lower, Order = order, Objectives = "accuracy,params,robustness" });

        // The optimisers make their state in the first step.
        search.Steps(0, 1);
        var before = LiveTensorsOfThread;
        search.Steps(1, 2);

        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void Everything_is_freed_with_the_strategy_and_its_supernet()
    {
        var before = LiveTensorsOfThread;
        using (var search = TinySearch.Of(new E2rnasOptions()))
        {
            search.Steps(0, 1);
            search.State();
            search.Strategy.Entropies();
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_batch_that_is_not_finite_is_reported_and_changes_no_weight(int warmUp)
    {
        using var search = TinySearch.Of(new DartsOptions { WarmUp = warmUp });
        search.Steps(0, 1);
        var before = search.State();
        using var bad = TinySearch.Batch(1);
        bad.Images.fill_(float.NaN);

        var report = search.Strategy.Step(bad, bad);

        Assert.NotNull(report.Diverged);
        var weights = search.Supernet.named_parameters().Select(pair => $"supernet/{pair.name}").ToHashSet();
        Assert.DoesNotContain(
            Changed(before, search.State()), name => weights.Contains(name) || !name.StartsWith("supernet/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_reported_and_moves_no_weight()
    {
        using var supernet = new RootSupernet();
        var context = new GradientContext { Supernet = supernet, EdgeNodes = [0], Epochs = 1, Seed = 1 };
        using var strategy = new Darts(context, new DartsOptions { WarmUp = 1 });
        strategy.BeginEpoch(0);
        using var batch = TinySearch.Batch(1);

        var report = strategy.Step(batch, batch);

        Assert.True(double.IsFinite(report.TrainLoss));
        Assert.Contains("gradient", report.Diverged, StringComparison.Ordinal);
        Assert.Equal([0, 0], supernet.W.data<float>());
    }

    [Fact]
    public void Warm_up_trains_weights_and_leaves_the_architecture_alone()
    {
        // Two steps make an epoch here.
        using var search = TinySearch.Of(new E2rnasOptions { WarmUp = 1 });
        var (architecture, before) = (search.Architecture(), search.State());

        var warm = search.Steps(0, 2);

        Assert.Equal(architecture, search.Architecture());
        Assert.All(warm, report => Assert.Empty(report.Objectives));
        Assert.Contains("supernet/classifier.weight", Changed(before, search.State()));

        Assert.NotEmpty(search.Steps(2, 1)[0].Objectives);
        Assert.NotEqual(architecture, search.Architecture());
    }

    [Theory]
    [InlineData("fgsm-rs", UnrollOrder.Second)]
    [InlineData("free-2", UnrollOrder.First)]
    [InlineData("trades-2", UnrollOrder.First)]
    public void Going_on_from_a_captured_state_repeats_the_steps_that_followed(string lower, UnrollOrder order)
    {
        var options =
            new E2rnasOptions { Lower = lower, Order = order, Objectives = "accuracy,params,robustness", ArchitectureRate = 0.01 };
        using var straight = TinySearch.Of(options);
        straight.Steps(0, 2);
        using var scope = NewDisposeScope();
        var captured = straight.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var expected = straight.Steps(2, 3);

        using var resumed = TinySearch.Of(options, seed: 77);
        resumed.Strategy.Restore(captured);
        var found = resumed.Steps(2, 3);

        Assert.Equal(expected.Select(report => report.TrainLoss), found.Select(report => report.TrainLoss));
        Assert.Empty(Changed(straight.State(), resumed.State()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_steps_and_another_seed_others()
    {
        using var first = TinySearch.Of(new E2rnasOptions());
        using var second = TinySearch.Of(new E2rnasOptions());
        using var other = TinySearch.Of(new E2rnasOptions(), seed: 4);

        first.Steps(0, 5);
        second.Steps(0, 5);
        other.Steps(0, 5);

        Assert.Empty(Changed(first.State(), second.State()));
        Assert.NotEqual(first.Architecture(), other.Architecture());
    }

    [Fact]
    public void The_rate_falls_along_half_a_cosine_from_the_first_epoch_on()
    {
        // Momentum and clipping aside, the first step's length tells the rate; the last epoch's is not yet the end rate.
        var lengths = Enumerable.Range(0, 4).Select(StepLength).ToArray();
        var rates = Enumerable.Range(0, 4).Select(epoch => 0.001 + (0.024 * (1 + Math.Cos(Math.PI * epoch / 4)) / 2)).ToArray();

        Assert.All(Enumerable.Range(0, 4), epoch => Assert.Equal(rates[epoch] / rates[0], lengths[epoch] / lengths[0], 1e-3));

        static double StepLength(int epoch)
        {
            using var search = TinySearch.Of(new DartsOptions { WarmUp = 9, WeightDecay = 0 });
            using var batch = TinySearch.Batch(1);
            using var scope = NewDisposeScope();
            var before = cat([.. search.Supernet.parameters().Select(weight => weight.detach().flatten().clone())]);
            search.Strategy.BeginEpoch(epoch);
            search.Strategy.Step(batch, batch);
            return (cat([.. search.Supernet.parameters().Select(weight => weight.detach().flatten())]) - before).norm().ToDouble();
        }
    }

    [Fact]
    public void Entropies_are_those_of_the_rows()
    {
        using var scope = NewDisposeScope();
        using var search = TinySearch.Of(new DartsOptions());
        using (no_grad())
        {
            search.Supernet.Architecture[0].fill_(0);
            search.Supernet.Architecture[1].fill_(0);
            search.Supernet.Architecture[1][2][3].fill_(200);
        }

        var entropies = search.Strategy.Entropies();

        Assert.All(entropies[0], entropy => Assert.Equal(Math.Log(4), entropy, 1e-5));
        Assert.Equal(0, entropies[1][2], 1e-5);
        Assert.Equal(Math.Log(4), entropies[1][3], 1e-5);
    }

    [Fact]
    public void Architecture_parameters_are_out_of_the_weights_reach()
    {
        using var search = TinySearch.Of(new DartsOptions { WarmUp = 9, WeightDecay = 0.5 });
        var before = search.Architecture();

        search.Steps(0, 2);

        Assert.Equal(before, search.Architecture());
        Assert.DoesNotContain(search.Supernet.parameters(), weight => search.Supernet.Architecture.Contains(weight));
    }

    /// <summary>The names of what differs, or is in one only.</summary>
    private static string[] Changed(Dictionary<string, byte[]> before, Dictionary<string, byte[]> after) =>
    [
        .. before.Keys.Union(after.Keys).Where(name =>
            !before.TryGetValue(name, out var old) || !after.TryGetValue(name, out var now) || !old.AsSpan().SequenceEqual(now)),
    ];
}
