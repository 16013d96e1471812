using Espalier.Balancing;
using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class E2rnasTests
{
    private const string Three = "accuracy,params,robustness";

    // One row per value of every option, and some that meet.
    [Theory]
    [InlineData("lower=none")]
    [InlineData("lower=fgsm-rs")]
    [InlineData("lower=fast")]
    [InlineData("lower=free-2")]
    [InlineData("lower=pgd-2")]
    [InlineData("order=first")]
    [InlineData("balance=sum")]
    [InlineData("normalisation=l2")]
    [InlineData("normalisation=loss")]
    [InlineData("normalisation=loss-plus apply-to=raw")]
    [InlineData("clamp=authors satisfied=keep")]
    [InlineData("floor=100")]
    [InlineData("ceiling=100")]
    [InlineData("floor=100 ceiling=200")]
    [InlineData("bound=abs floor=100")]
    [InlineData("bound=authors-hinge-below floor=1e6 unit=1")]
    [InlineData("bound=authors-hinge-above ceiling=10 unit=1")]
    [InlineData("bound=authors-clip floor=10 ceiling=20 unit=1")]
    [InlineData("bound=authors-plus floor=10 ceiling=20 unit=1")]
    [InlineData("count=survivors")]
    [InlineData("count=matrix-product")]
    [InlineData("objectives=accuracy")]
    [InlineData("objectives=params,accuracy")]
    [InlineData("objectives=accuracy,robustness")]
    [InlineData("objectives=accuracy,params,robustness")]
    [InlineData("objectives=accuracy,corruptions")]
    [InlineData("objectives=accuracy,params,ood order=first")]
    [InlineData("objectives=accuracy,params,robustness,corruptions,ood")]
    [InlineData("balanced=full")]
    [InlineData("objectives=accuracy,params,robustness balanced=full normalisation=l2 lower=free-2")]
    [InlineData("objectives=accuracy,params,robustness balanced=full order=first balance=sum")]
    [InlineData("objectives=accuracy,params,robustness order=first bound=abs floor=50")]
    public void Every_choice_of_options_builds_and_steps(string choice)
    {
        var texts = choice.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var options = (E2rnasOptions)OptionsBinder.Bind(typeof(E2rnasOptions), texts, "test");
        using var search = TinySearch.Of(options);
        var names = ObjectiveNames.Split(options.Objectives);
        var before = search.Architecture();

        var reports = search.Steps(0, 2);

        Assert.All(reports, report =>
        {
            Assert.Null(report.Diverged);
            Assert.True(double.IsFinite(report.TrainLoss));
            Assert.InRange(report.TrainAccuracy, 0, 1);
            Assert.Equal(names, report.Objectives.Keys);
            Assert.Equal(names.Length == 1 ? 0 : 1, report.Gamma.Sum(), 1e-9);
            Assert.All(report.Gamma, weight => Assert.InRange(weight, 0, 1));
            Assert.Equal(names.Length * names.Length, names.Length == 1 ? 1 : report.Gram.Count);
            Assert.Equal(names.Contains("params"), report.ExpectedParameters > 0);
        });
        Assert.NotEqual(before, search.Architecture());
        Assert.Equal("small", search.Strategy.Derive().Space);
    }

    [Theory]
    [InlineData("accuracy,params", GradientNormalisation.None, BalancedGradients.Direct)]
    [InlineData("accuracy,params", GradientNormalisation.L2, BalancedGradients.Direct)]
    [InlineData("accuracy,params", GradientNormalisation.LossPlus, BalancedGradients.Full)]
    [InlineData(Three, GradientNormalisation.None, BalancedGradients.Full)]
    [InlineData(Three, GradientNormalisation.Loss, BalancedGradients.Direct)]
    public void The_recorded_weights_give_a_direction_common_to_all_objectives_at_every_step(
        string objectives, GradientNormalisation normalisation, BalancedGradients balanced)
    {
        using var search = TinySearch.Of(new E2rnasOptions
        {
            Objectives = objectives,
            Normalisation = normalisation,
            Balanced = balanced,
            ArchitectureRate = 0.05,
            Lower = "none",
        });

        Assert.All(search.Steps(0, 8), report => AssertDescends(report, normalisation));
    }

    [Fact]
    public void A_floor_that_is_met_leaves_the_whole_say_to_the_accuracy()
    {
        using var search = TinySearch.Of(new E2rnasOptions { Floor = 1e6 });

        var report = search.Steps(0, 1)[0];

        Assert.Equal([1, 0], report.Gamma);
        Assert.Equal([1, 0], report.Factors);
        Assert.Equal(0, report.Gram[3]);
    }

    [Fact]
    public void In_the_authors_way_a_floor_that_is_met_takes_the_say()
    {
        using var search =
            TinySearch.Of(new E2rnasOptions { Floor = 1e6, Satisfied = SatisfiedObjectives.Keep, Clamp = WeightClamp.Authors });

        var report = search.Steps(0, 1)[0];

        Assert.Equal([0.001, 0.999], report.Gamma);
    }

    [Fact]
    public void The_plain_sum_takes_another_way()
    {
        using var common = TinySearch.Of(new E2rnasOptions { Lower = "none" });
        using var sum = TinySearch.Of(new E2rnasOptions { Lower = "none", Balance = ObjectiveBalance.Sum });

        var reports = sum.Steps(0, 3);
        common.Steps(0, 3);

        Assert.All(reports, report => Assert.Equal([1, 1], report.Factors));
        Assert.NotEqual(common.Architecture(), sum.Architecture());
    }

    [Fact]
    public void Without_a_cost_it_is_darts()
    {
        using var ours = TinySearch.Of(new E2rnasOptions { Objectives = "accuracy", Lower = "none" });
        using var darts = TinySearch.Of(new DartsOptions());

        ours.Steps(0, 3);
        darts.Steps(0, 3);

        Assert.Equal(darts.Architecture(), ours.Architecture());
    }

    [Fact]
    public void Full_gradients_equal_direct_ones_in_first_order()
    {
        var options = new E2rnasOptions { Objectives = Three, Order = UnrollOrder.First };
        using var direct = TinySearch.Of(options);
        using var full = TinySearch.Of(options with { Balanced = BalancedGradients.Full });

        direct.Steps(0, 2);
        full.Steps(0, 2);

        Assert.Equal(direct.Architecture(), full.Architecture());
    }

    [Fact]
    public void The_cost_starts_near_one_in_its_own_unit()
    {
        using var search = TinySearch.Of(new E2rnasOptions());

        Assert.Equal(1, search.Steps(0, 1)[0].Objectives["params"], 0.02);
    }

    [Fact]
    public void Without_a_bound_the_expected_count_falls_at_every_step()
    {
        using var search = TinySearch.Of(new E2rnasOptions { ArchitectureRate = 0.1, Lower = "none", ArchitectureDecay = 0 }, epochs: 100);

        var counts = search.Steps(0, 25).Select(report => report.ExpectedParameters!.Value).ToArray();

        Assert.All(counts.Zip(counts.Skip(1)), pair => Assert.True(pair.Second < pair.First, $"{pair.First} to {pair.Second}"));
        Assert.True(counts[^1] < 0.7 * counts[0], $"from {counts[0]} to {counts[^1]}");
    }

    [Theory]
    [InlineData(0.75)]
    [InlineData(1.25)]
    public void A_target_is_met_within_five_percent(double part)
    {
        using var search = TinySearch.Of(new E2rnasOptions());
        var target = part * search.Steps(0, 1)[0].ExpectedParameters!.Value;
        var options = new E2rnasOptions { Bound = BoundMode.Abs, Floor = target, ArchitectureRate = 0.02, Lower = "none" };
        using var aimed = TinySearch.Of(options with { Order = UnrollOrder.First }, epochs: 100);

        var counts = aimed.Steps(0, 80).Select(report => report.ExpectedParameters!.Value).ToArray();

        Assert.All(counts.TakeLast(5), count => Assert.InRange(count, 0.95 * target, 1.05 * target));
    }

    [Fact]
    public void A_floor_stops_the_fall()
    {
        using var search = TinySearch.Of(new E2rnasOptions());
        var floor = 0.7 * search.Steps(0, 1)[0].ExpectedParameters!.Value;
        using var bounded = TinySearch.Of(
            new E2rnasOptions { Floor = floor, ArchitectureRate = 0.05, Lower = "none", Order = UnrollOrder.First }, epochs: 100);

        var reports = bounded.Steps(0, 60);

        var below = reports.Where(report => report.ExpectedParameters < floor).ToArray();
        Assert.NotEmpty(below);
        Assert.All(below, report => Assert.Equal([1, 0], report.Gamma));
        Assert.All(below, report => Assert.True(report.ExpectedParameters > 0.8 * floor, $"{report.ExpectedParameters} under {floor}"));
    }

    [Fact]
    public void Robustness_is_the_loss_on_images_moved_at_the_unrolled_weights()
    {
        using var search = TinySearch.Of(new E2rnasOptions { Objectives = Three, Lower = "none" });

        var reports = search.Steps(0, 4);

        Assert.True(reports.Average(report => report.Objectives["robustness"]) > reports.Average(report => report.Objectives["accuracy"]));
    }

    // The count is about 600 here: the objective's value in parameters tells the form.
    [Theory]
    [InlineData(null, null, 1e4, null, 1e4)]
    [InlineData(null, null, null, 1e4, 0)]
    [InlineData(null, null, 1e4, 2e4, 1e4)]
    [InlineData(1e5, null, 1e4, 2e4, 1e5)]
    [InlineData(null, 1e5, 1e4, 2e4, 0)]
    public void Bounds_come_from_the_options_or_else_from_the_limits(
        double? floor, double? ceiling, double? leastOfLimits, double? mostOfLimits, double expected)
    {
        using var search =
            TinySearch.Of(new E2rnasOptions { Floor = floor, Ceiling = ceiling, Unit = 1 }, limits: (leastOfLimits, mostOfLimits));

        var report = search.Steps(0, 1)[0];

        var missing = floor is null && ceiling is null && mostOfLimits is not null && leastOfLimits is not null
            ? report.ExpectedParameters!.Value : 0;
        Assert.Equal(expected - missing, report.Objectives["params"], 1e-2);
    }

    [Fact]
    public void A_form_without_bounds_is_free_of_the_limits()
    {
        using var search = TinySearch.Of(new E2rnasOptions { Bound = BoundMode.None, Unit = 1 }, limits: (1e4, 2e4));

        var report = search.Steps(0, 1)[0];

        Assert.Equal(report.ExpectedParameters!.Value, report.Objectives["params"], 1e-2);
    }

    [Fact]
    public void Bounds_that_do_not_fit_the_mode_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TinySearch.Of(new E2rnasOptions { Bound = BoundMode.Abs }));
        Assert.Throws<ArgumentException>(() => TinySearch.Of(new E2rnasOptions { Bound = BoundMode.None, Floor = 5 }));
        Assert.Throws<ArgumentException>(() => TinySearch.Of(new E2rnasOptions { Floor = 5, Ceiling = 4 }));
        Assert.Throws<InvalidInputException>(() => TinySearch.Of(new E2rnasOptions { Lower = "no-such" }));
    }

    /// <summary>d . g_i / s_i >= ||d||^2 for every objective in the hull, from inner products alone.</summary>
    private static void AssertDescends(StepReport report, GradientNormalisation normalisation)
    {
        var count = report.Gamma.Count;
        var losses = report.Objectives.Values.ToArray();
        var along = Enumerable.Range(0, count)
            .Select(i => Enumerable.Range(0, count).Sum(j => report.Factors[j] * report.Gram[(i * count) + j])).ToArray();
        var squared = along.Zip(report.Factors, (product, factor) => product * factor).Sum();
        for (var i = 0; i < count; i++)
        {
            var scale = GradientScale.Of(normalisation, report.Gram[(i * count) + i], losses[i]);
            var tolerance = 1e-9 * (squared + (Math.Sqrt(squared * report.Gram[(i * count) + i]) / scale));
            Assert.True(along[i] / scale >= squared - tolerance, $"objective {i}: {along[i] / scale} < {squared}");
        }
    }
}
