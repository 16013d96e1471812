using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Surrogate;
using Espalier.Tests.Data;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class RobotTests
{
    private static readonly NasBench201Genotype[] Cells = [.. new NasBench201Space().All().Where((_, i) => i % 40 == 3)];

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(20)]
    public void As_many_different_networks_are_judged_as_there_are_trials(int trials)
    {
        var robot = new Robot(Context(1, Noisy(1)), new RobotOptions { Trials = trials, Metrics = "all" });

        var asked = Judged.Climb(robot, trials);

        Assert.Equal(trials, asked.Distinct().Count());
        Assert.InRange(robot.Explored, 1, trials);
    }

    // All weightings prefer the one network that is best or worst by the only metric, so two judgements are all that learning takes.
    [Fact]
    public void A_network_that_several_weightings_prefer_is_judged_once()
    {
        var robot = new Robot(Context(1, [new Metric("size", Judged.Hill)]), new RobotOptions { Trials = 12, Metrics = "all" });

        var asked = Judged.Climb(robot, 12);

        Assert.InRange(robot.Explored, 1, 2);
        Assert.Equal(12, asked.Distinct().Count());
        var best = Cells.OrderByDescending(Judged.Hill).Take(10).ToArray();
        Assert.All(asked.Skip(2), network => Assert.True(Judged.Hill(network) >= Judged.Hill(best[^1])));
    }

    // Measured 0.241; a random weighting orders nothing, 0 on average. Shares of the weights say less, since many end in the cube's corners, where all are 1.
    [Fact]
    public void What_it_learns_orders_networks_as_they_are()
    {
        var truth = Array.ConvertAll(Cells, Judged.Hill);
        var agreement = Enumerable.Range(1, 5).Average(seed =>
        {
            var metrics = Noisy(seed);
            var robot = new Robot(Context((ulong)seed, metrics), new RobotOptions { Trials = 30, Metrics = "all" });
            Judged.Climb(robot, 30);
            Assert.True(robot.Weights![0] > 0);
            return RankCorrelation.Spearman(
                truth, Array.ConvertAll(Cells, cell => metrics.Zip(robot.Weights, (metric, weight) => metric.Of(cell) * weight).Sum()));
        });

        Assert.InRange(agreement, 0.2, 1);
    }

    [Fact]
    public void It_finds_what_a_random_weighting_does_not()
    {
        var found = Enumerable.Range(1, 6).Average(seed =>
            Judged.Climb(new Robot(Context((ulong)seed, Noisy(seed)), new RobotOptions { Trials = 20, Metrics = "all" }), 20).Max(Judged.Hill));
        var random = Enumerable.Range(1, 40).Average(seed =>
            Cells.OrderBy(cell => SeededRandom.Derive((ulong)seed, cell.Text)).Take(20).Max(Judged.Hill));

        Assert.InRange(found - random, 0.05, 1);
    }

    [Fact]
    public void Restored_it_goes_on_alike()
    {
        var whole = Judged.Climb(new Robot(Context(3, Noisy(3)), new RobotOptions { Trials = 15, Metrics = "all" }), 15);
        var restored = new Robot(Context(3, Noisy(3)), new RobotOptions { Trials = 15, Metrics = "all" });

        Assert.Equal(whole.Take(9), Judged.Climb(restored, 9));
        Assert.Equal(whole.Skip(9), Judged.Climb(restored, 6));
    }

    [Fact]
    public void Networks_outside_the_limits_are_not_in_its_pool()
    {
        var context = Context(1, Noisy(1)) with { Excess = network => Judged.Hill(network) > 0.5 ? 1 : 0 };

        Assert.All(
            Judged.Climb(new Robot(context, new RobotOptions { Trials = 15, Metrics = "all" }), 15), network => Assert.InRange(Judged.Hill(network), 0, 0.5));
    }

    [Fact]
    public void Who_has_no_metrics_is_told_in_a_line()
    {
        var robot = new Robot(Judged.Context(1), new RobotOptions());

        Assert.DoesNotContain('\n', Assert.Throws<InvalidInputException>(robot.Ask).Message);
    }

    [Fact]
    public void Metrics_are_chosen_by_name()
    {
        string[] there = ["snip", "fisher", "params"];

        Assert.Equal(["snip", "fisher"], new RobotOptions().Choose(there).Order().Reverse());
        Assert.Equal(["params"], new RobotOptions().Choose(["params"]));
        Assert.Equal(there, new RobotOptions { Metrics = "all" }.Choose(there));
        Assert.Equal(["params", "snip"], new RobotOptions { Metrics = "params, snip" }.Choose(there));
        Assert.Contains("zen", Assert.Throws<InvalidInputException>(() => new RobotOptions { Metrics = "zen" }.Choose(there)).Message, StringComparison.Ordinal);
    }

    // Recomputed in another program: 94.22, rank 1 of the cells with stored scores, ten seeds, 7.9 networks judged while learning.
    [NasBench201Fact]
    public void On_stored_scores_it_finds_the_best_cell_of_cifar10()
    {
        var (space, folder) = (new NasBench201Space(), TablesFolder.Find(null));
        var table = NasBench201Table.Load(folder, space);
        var metrics = StoredMetrics.Of(SuiteZeroTable.Load(folder, SuiteZeroSource.NasBench201, space), NasBench201Data.Cifar10, space);
        var judge = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12);
        var test = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);

        var ranks = Enumerable.Range(1, 3).Select(seed =>
        {
            var robot = new Robot(Judged.Context((ulong)seed) with { Metrics = metrics }, new RobotOptions { Trials = 20 });
            var chosen = Judged.Walk(robot, 20, network => new TrialOutcome { Accuracy = judge[table.IndexOf(network)] })
                .MaxBy(network => judge[table.IndexOf(network)])!;
            return metrics.Pool.Count(other => test[table.IndexOf(other)] > test[table.IndexOf(chosen)]) + 1;
        }).ToArray();

        Assert.Equal([1, 1, 1], ranks);
    }

    private static SamplingContext Context(ulong seed, Metric[] metrics) => Judged.Context(seed) with { Metrics = new Made(metrics) };

    /// <summary>One metric that knows the hill, with some noise, and five that know nothing.</summary>
    private static Metric[] Noisy(int seed) =>
    [
        new("knows", network => Judged.Hill(network) + (0.1 * Noise(network, $"own{seed}"))),
        .. Enumerable.Range(0, 5).Select(i => new Metric($"noise{i}", network => Noise(network, $"{i}-{seed}"))),
    ];

    private static double Noise(Genotype network, string which) => new SeededRandom(SeededRandom.Derive(1, which + network.Text)).NextDouble();

    private sealed record Metric(string Name, Func<Genotype, double> Of);

    private sealed class Made(Metric[] metrics) : INetworkMetrics
    {
        public IReadOnlyList<string> Names { get; } = [.. metrics.Select(metric => metric.Name)];

        public IReadOnlyList<Genotype>? Pool => Cells;

        public IReadOnlyList<IReadOnlyList<double?>> Of(IReadOnlyList<string> names, IReadOnlyList<Genotype> networks) =>
            [.. networks.Select(network => (IReadOnlyList<double?>)[.. names.Select(name => (double?)metrics.First(metric => metric.Name == name).Of(network))])];
    }
}
