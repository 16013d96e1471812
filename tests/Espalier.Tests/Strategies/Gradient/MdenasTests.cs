using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class MdenasTests
{
    [Fact]
    public void It_begins_uniform_over_what_may_be_derived()
    {
        using var search = TinySearch.Of(context => new Mdenas(context, new MdenasOptions()));

        Assert.All(search.Strategy.Mixture(), rows =>
        {
            for (var edge = 0; edge < rows.GetLength(0); edge++)
            {
                Assert.Equal(0, rows[edge, 0]);
                Assert.All([1, 2, 3], operation => Assert.Equal(1 / 3.0, rows[edge, operation], 6));
            }
        });
    }

    [Fact]
    public void Probability_moves_and_the_most_likely_path_is_derived()
    {
        using var search = TinySearch.Of(context => new Mdenas(context, new MdenasOptions { Step = 0.05 }));

        search.Steps(0, 6);

        Assert.Contains(search.Strategy.Mixture(), rows => rows.Cast<double>().Any(p => p > 0.34));
        Assert.Equal(TinySearch.Space.Derive(search.Strategy.Mixture()), search.Strategy.Derive());
    }

    [Fact]
    public void A_step_reports_what_it_saw()
    {
        using var search = TinySearch.Of(context => new Mdenas(context, new MdenasOptions()));

        var report = search.Steps(0, 1)[0];

        Assert.True(report.TrainLoss > 0 && report.Objectives["accuracy"] > 0);
        Assert.Null(report.Diverged);
    }

    [Fact]
    public void Chosen_by_perturbation_every_edge_is_decided_while_the_weights_alone_step()
    {
        var options = new MdenasOptions { Selection = ArchitectureSelection.Perturbation, SelectionEvery = 1 };
        using var search = TinySearch.Of(context => new Mdenas(context with { Validation = () => [TinySearch.Batch(9)] }, options), epochs: 1);
        search.Steps(0, 2);
        var learnt = search.Strategy.Capture()["probabilities/0"].data<double>().ToArray();
        var edges = TinySearch.Space.Edges.Count;
        Assert.Equal(edges, search.Strategy.EpochsAfter);

        for (var epoch = 1; epoch <= edges; epoch++)
        {
            search.Strategy.BeginEpoch(epoch);
            using var train = TinySearch.Batch((ulong)(20 + epoch));
            using var validation = TinySearch.Batch((ulong)(40 + epoch));
            var report = search.Strategy.Step(train, validation);

            Assert.True(report.TrainLoss > 0 && report.Objectives.Count == 0);
            Assert.All(search.Strategy.Mixture(), rows => Assert.Equal(epoch, rows.Cast<double>().Count(weight => weight == 1)));
        }

        Assert.Equal(learnt, search.Strategy.Capture()["probabilities/0"].data<double>().ToArray());
        Assert.Equal(TinySearch.Space.Derive(search.Strategy.Mixture()), search.Strategy.Derive());
    }

    [Theory]
    [InlineData("accuracy", "fgsm-rs")]
    [InlineData("accuracy,params", "none")]
    [InlineData("accuracy,params,robustness", "fgsm-rs")]
    [InlineData("accuracy,corruptions,ood", "none")]
    public void It_takes_objectives_resumes_and_leaves_no_tensor(string objectives, string lower)
    {
        var options = new MdenasOptions { Objectives = objectives, Lower = lower };
        using var straight = TinySearch.Of(context => new Mdenas(context, options));
        straight.Steps(0, 3);
        using var scope = NewDisposeScope();
        var captured = straight.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var before = LiveTensorsOfThread;
        var expected = straight.Steps(3, 4);
        Assert.Equal(before, LiveTensorsOfThread);

        using var resumed = TinySearch.Of(context => new Mdenas(context, options), seed: 77);
        resumed.Strategy.Restore(captured);
        var found = resumed.Steps(3, 4);

        Assert.Equal(ObjectiveNames.Split(objectives), expected[0].Objectives.Keys);
        Assert.Equal(objectives.Contains("params", StringComparison.Ordinal), expected[0].ExpectedParameters > 0);
        Assert.Equal(expected.Select(report => report.TrainLoss), found.Select(report => report.TrainLoss));
        Assert.Equal(straight.State(), resumed.State());
    }

    [Fact]
    public void With_the_count_the_expected_parameters_fall()
    {
        using var search = TinySearch.Of(
            context => new Mdenas(context, new MdenasOptions { Objectives = "accuracy,params", Step = 0.02 }), epochs: 10);

        var counts = search.Steps(0, 20).Select(report => report.ExpectedParameters!.Value).ToArray();

        Assert.True(counts[^1] < 0.95 * counts[0], $"from {counts[0]} to {counts[^1]}");
    }

    [Fact]
    public void With_the_bound_met_it_is_plain()
    {
        using var met = TinySearch.Of(context => new Mdenas(context, new MdenasOptions { Objectives = "accuracy,params", Ceiling = 1e6 }));
        using var plain = TinySearch.Of(context => new Mdenas(context, new MdenasOptions()));

        met.Steps(0, 6);
        plain.Steps(0, 6);

        Assert.Equal(plain.State(), met.State());
    }

    [Fact]
    public void Bounds_that_do_not_fit_are_refused() => Assert.Throws<ArgumentException>(() =>
        TinySearch.Of(context => new Mdenas(context, new MdenasOptions { Objectives = "accuracy,params", Floor = 5, Ceiling = 4 })));
}
