using Espalier.Spaces;
using Espalier.Spaces.HyperCuboid;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Supernets;
using Espalier.Supernets.Grids;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>The options of bi-level searches on a grid of hyper-parameters.</summary>
public sealed class PathSearchTests
{
    private static readonly HyperCuboidSpace Space = new(new([1, 2], layers: 1));

    [Fact]
    public void A_search_learns_by_every_rule_and_with_every_objective()
    {
        var options = new SharpDartsOptions
        {
            Order = UnrollOrder.Second,
            SkipNegligible = true,
            Lower = "fgsm-rs",
            Objectives = "accuracy,params",
            ArchitectureRate = 0.3,
        };
        foreach (var rule in Enum.GetValues<PathRule>())
        {
            using var scope = NewDisposeScope();
            using var supernet = Build();
            using var strategy = new SharpDarts(Context(supernet), options with { Path = rule });
            var before = Logits(supernet);

            var reports = Run(strategy);

            Assert.All(reports, report => Assert.Null(report.Diverged));
            Assert.NotEqual(before, Logits(supernet));
            Assert.Equal(Space.Derive(supernet.Mixture(), rule), strategy.Derive());
            Assert.IsType<WithoutNegligible>(supernet.Relaxation);
        }
    }

    /// <summary>Steps of nothing in the mixture have no gradient; they decay, and nothing breaks.</summary>
    [Fact]
    public void Steps_that_are_left_out_do_not_break_the_second_order()
    {
        using var scope = NewDisposeScope();
        using var supernet = Build();
        using (no_grad())
        {
            foreach (var logits in supernet.Architecture)
            {
                logits[0][3].sub_(20);
            }
        }

        using var strategy = new SharpDarts(Context(supernet), new SharpDartsOptions { Order = UnrollOrder.Second, SkipNegligible = true });

        Assert.All(Run(strategy), report => Assert.Null(report.Diverged));
    }

    [Fact]
    public void Perturbation_decides_a_path()
    {
        using var scope = NewDisposeScope();
        using var supernet = Build();
        var options = new DartsPtOptions { SelectionEvery = 1 };
        using var strategy = new DartsPt(Context(supernet), options);
        Run(strategy);

        for (var epoch = 2; epoch < 2 + strategy.EpochsAfter; epoch++)
        {
            strategy.BeginEpoch(epoch);
        }

        var mixture = strategy.Mixture();
        Assert.All(mixture, row => Assert.Equal((1, 1), (row.Cast<double>().Sum(), row.Cast<double>().Max())));
        var derived = strategy.Derive();
        Assert.All(mixture.Index(), row => Assert.Equal(1, row.Item[0, Space.Path(derived, row.Index)[0].Operation]));
    }

    private static List<StepReport> Run(GradientStrategy strategy)
    {
        var reports = new List<StepReport>();
        for (var epoch = 0; epoch < 2; epoch++)
        {
            strategy.BeginEpoch(epoch);
            using var train = TinySearch.Batch((ulong)epoch);
            using var validation = TinySearch.Batch(7);
            reports.Add(strategy.Step(train, validation));
        }

        return reports;
    }

    private static float[] Logits(GridSupernet supernet) => [.. supernet.Architecture.SelectMany(logits => logits.data<float>().ToArray())];

    private static GridSupernet Build()
    {
        using var generator = new Generator(3);
        return new GridSupernet(Space, TinySearch.Settings, generator);
    }

    private static GradientContext Context(Supernet supernet) => new()
    {
        Supernet = supernet,
        EdgeNodes = [.. Space.Edges.Select(edge => edge.Node)],
        Epochs = 2,
        Seed = 3,
        Epsilon = 8.0 / 255,
        Validation = () => [TinySearch.Batch(11)],
    };
}
