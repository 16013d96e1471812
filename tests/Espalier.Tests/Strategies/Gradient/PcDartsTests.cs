using Espalier.Catalog;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class PcDartsTests
{
    // The paper's section 4.2 and the defaults of the authors' train_search.py; the last rate is the paper's.
    [Fact]
    public void Its_defaults_are_the_published_ones()
    {
        var options = new PcDartsOptions();

        Assert.Equal((UnrollOrder.First, 4, true, 15), (options.Order, options.PartialChannels, options.EdgeNormalisation, options.WarmUp));
        Assert.Equal((0.1, 0, 0.9, 3e-4, 5), (options.WeightRate, options.WeightRateEnd, options.Momentum, options.WeightDecay, options.Clip));
        Assert.Equal((6e-4, 1e-3), (options.ArchitectureRate, options.ArchitectureDecay));
    }

    [Theory]
    [InlineData(50, 0.3, 15)]
    [InlineData(100, 0.3, 15)]
    [InlineData(10, 0.3, 3)]
    [InlineData(2, 0.3, 0)]
    [InlineData(20, 1, 15)]
    public void The_architecture_waits_for_15_epochs_or_a_share_of_a_shorter_search(int epochs, double share, int expected)
    {
        using var search = TinySearch.Of(new PcDartsOptions { WarmUpShare = share }, epochs: epochs);
        using var batch = TinySearch.Batch(1);
        if (expected > 0)
        {
            search.Strategy.BeginEpoch(expected - 1);
            Assert.Empty(search.Strategy.Step(batch, batch).Objectives);
        }

        search.Strategy.BeginEpoch(expected);
        Assert.NotEmpty(search.Strategy.Step(batch, batch).Objectives);
    }

    [Fact]
    public void Without_its_two_parts_it_is_darts_bit_for_bit()
    {
        var common = new DartsOptions { Order = UnrollOrder.Second };
        using var darts = TinySearch.Of(common);
        using var ours = TinySearch.Of(new PcDartsOptions
        {
            Order = UnrollOrder.Second,
            PartialChannels = 1,
            EdgeNormalisation = false,
            WarmUp = 0,
            WeightRate = common.WeightRate,
            WeightRateEnd = common.WeightRateEnd,
            ArchitectureRate = common.ArchitectureRate,
        });

        darts.Steps(0, 3);
        ours.Steps(0, 3);

        Assert.Equal(darts.State(), ours.State());
    }

    [Theory]
    [InlineData(UnrollOrder.First, "none", "accuracy")]
    [InlineData(UnrollOrder.First, "fgsm-rs", "accuracy,params")]
    [InlineData(UnrollOrder.Second, "fgsm-rs", "accuracy,params,robustness")]
    public void It_goes_on_bit_for_bit_with_beta_and_leaves_nothing(UnrollOrder order, string lower, string objectives)
    {
        var before = LiveTensorsOfThread;
        var options = new PcDartsOptions { Order = order, Lower = lower, Objectives = objectives, WarmUp = 0, ArchitectureRate = 0.01 };
        using (var straight = TinySearch.Of(options))
        using (var resumed = TinySearch.Of(options, seed: 77))
        {
            straight.Steps(0, 2);
            using var scope = NewDisposeScope();
            var captured = straight.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
            var expected = straight.Steps(2, 2);

            resumed.Strategy.Restore(captured);
            var found = resumed.Steps(2, 2);

            Assert.Equal(expected.Select(report => report.TrainLoss), found.Select(report => report.TrainLoss));
            Assert.Equal(straight.State(), resumed.State());
            Assert.False(equal(captured["architecture/2"], straight.Supernet.ArchitectureParameters[2]));
            Assert.Equal(objectives.Split(',').Length > 1 ? objectives.Split(',').Length : 0, found[0].Gamma.Count);
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    // Where accuracy has no say, what is left of the gradient is the count's: edges with costly operations lose.
    [Fact]
    public void The_expected_count_moves_beta_and_mgda_sees_it()
    {
        using var search = TinySearch.Of(new PcDartsOptions { Objectives = "accuracy,params", WarmUp = 0, Unit = 1e-6 });
        using var scope = NewDisposeScope();
        var supernet = search.Supernet;
        var pulls = autograd.grad(
            [supernet.Presence().Zip(supernet.OperationParameters, (rows, counts) => (rows * counts).sum()).Aggregate((one, other) => one + other)],
            [.. supernet.ArchitectureParameters]);

        var report = search.Steps(0, 1)[0];

        Assert.True(pulls[3].abs().max().ToDouble() > 0, "edges of the reduction cell differ in cost");
        var length = pulls.Sum(pull => pull.square().sum().ToDouble());
        Assert.Equal(1, report.Gram[3] / (length * 1e12), 1e-3);
    }

    [Fact]
    public void The_second_order_corrects_beta_too()
    {
        using var first = TinySearch.Of(new PcDartsOptions { WarmUp = 0 });
        using var second = TinySearch.Of(new PcDartsOptions { WarmUp = 0, Order = UnrollOrder.Second });

        first.Steps(0, 2);
        second.Steps(0, 2);

        Assert.NotEqual(first.State()["architecture/2"], second.State()["architecture/2"]);
    }

    [Fact]
    public void Rows_sum_to_the_edges_shares_and_entropies_are_those_of_operations()
    {
        using var search = TinySearch.Of(new PcDartsOptions());
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            search.Supernet.Architecture[0].fill_(0);
            search.Supernet.Architecture[0][1][2].fill_(200);
        }

        var rows = search.Strategy.Mixture()[0];
        var shares = search.Supernet.RelaxEdges()![0].data<float>().ToArray();

        Assert.All(shares.Index(), edge => Assert.Equal(
            edge.Item, Enumerable.Range(0, rows.GetLength(1)).Sum(column => rows[edge.Index, column]), 1e-6));
        Assert.Equal(Math.Log(4), search.Strategy.Entropies()[0][0], 1e-5);
        Assert.Equal(0, search.Strategy.Entropies()[0][1], 1e-5);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Any_relaxation_and_selection_runs_with_either_part(int partial, bool normalised)
    {
        var form = new SupernetForm { PartialChannels = partial, EdgeNormalisation = normalised };
        foreach (var (name, create) in Others(partial, normalised))
        {
            using var search = TinySearch.Of(create, form: form, epochs: 2);
            var reports = search.Steps(0, 4);
            for (var epoch = 2; epoch < 2 + search.Strategy.EpochsAfter; epoch++)
            {
                search.Strategy.BeginEpoch(epoch);
            }

            Assert.All(reports, report => Assert.Null(report.Diverged));
            Assert.True(double.IsFinite(reports[3].TrainLoss), name);
            Assert.NotNull(search.Strategy.Derive());
        }
    }

    [Fact]
    public void A_supernet_of_another_form_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => TinySearch.Of(context => new PcDarts(context, new PcDartsOptions())));

        Assert.Contains("partial-channels 4", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_form_is_bound_from_text()
    {
        var entry = MethodCatalog.Of<GradientStrategy>().Find("method", "pc-darts");
        var form = ((ISupernetOptions)entry.Bind(new Dictionary<string, string> { ["partial-channels"] = "8" })!).Form;

        Assert.Equal(new SupernetForm { PartialChannels = 8, EdgeNormalisation = true }, form);
        Assert.Throws<InvalidInputException>(() => entry.Bind(new Dictionary<string, string> { ["partial-channels"] = "0" }));
    }

    private static IEnumerable<(string Name, Func<GradientContext, GradientStrategy> Create)> Others(int partial, bool normalised) =>
    [
        ("gdas", context => new Gdas(context, new GdasOptions { PartialChannels = partial, EdgeNormalisation = normalised })),
        ("sharp-darts", context => new SharpDarts(context, new SharpDartsOptions { PartialChannels = partial, EdgeNormalisation = normalised })),
        (
            "darts-pt",
            context => new DartsPt(
                context with { Validation = () => [TinySearch.Batch(9)] },
                new DartsPtOptions { PartialChannels = partial, EdgeNormalisation = normalised, SelectionEvery = 1 })),
    ];
}
