using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Tables;

public sealed class DeviceLatencyTests
{
    private static readonly NasBench201Space Space = new();

    private static readonly Lazy<NasBench201LatencyTable> Real = new(() => NasBench201LatencyTable.Load(TablesFolder.Find(null), Space));

    /// <summary>Expected: least squares by numpy 1.24 on the same one-hot rows, Spearman by scipy 1.10.</summary>
    [NasBench201Theory]
    [InlineData("fpga", 1.000, 1.000)]
    [InlineData("titan_rtx_256", 1.000, 1.000)]
    [InlineData("gold_6226", 0.978, 0.989)]
    [InlineData("1080ti_1", 0.991, 0.989)]
    [InlineData("pixel3", 0.894, 0.943)]
    [InlineData("pixel2", 0.797, 0.907)]
    public void A_sum_over_edges_agrees_with_the_table_as_least_squares_do(string device, double explained, double spearman)
    {
        var found = new DeviceLatency(Real.Value, Space, device).Agreement();

        Assert.Equal(explained, found.Explained, 5.1e-4);
        Assert.Equal(spearman, found.Spearman, 5.1e-4);
    }

    [NasBench201Fact]
    public void A_genotype_takes_what_was_measured_and_a_relaxation_what_the_sum_expects()
    {
        var latency = new DeviceLatency(Real.Value, Space, "fpga");
        var cell = Real.Value.GenotypeOf(4321);
        using var scope = NewDisposeScope();
        var certain = zeros([6, 5], ScalarType.Float64);
        foreach (var (edge, operation) in Space.Path(cell, 0))
        {
            certain[edge][operation].fill_(1);
        }

        Assert.Equal(Real.Value.Milliseconds("fpga")[4321], latency.Of(cell));
        Assert.Equal(latency.Fitted(cell), latency.Model.Expected([certain]).ToDouble(), 1e-9);
        Assert.Equal(latency.Of(cell), latency.Fitted(cell), 0.05);
    }

    /// <summary>The best accuracy within the median latency is known from the table: a search comes near it, and none goes beyond.</summary>
    [NasBench201Fact]
    public void A_search_by_samples_keeps_to_a_limit_on_a_device()
    {
        var accuracy = NasBench201Table.Load(TablesFolder.Find(null), Space);
        var latency = new DeviceLatency(Real.Value, Space, "gold_6226");
        var column = Real.Value.Milliseconds("gold_6226");
        var most = column.Median;
        var truth = accuracy.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        var optimum = Enumerable.Range(0, truth.Count).Where(row => column[row] <= most).Max(row => truth[row]);
        var search = new TabularSearch(accuracy, truth, accuracy.CostSeconds, accuracy.Parameters(NasBench201Data.Cifar10));
        var context = new SamplingContext { Space = Space, Seed = 1, Excess = latency.Excess(most) };

        var best = search.Run(new RegularizedEvolution(context, new RegularizedEvolutionOptions()), 100_000).Best!.Value;

        Assert.Equal(0.9397, optimum, 1e-4);
        Assert.True(column[best] <= most);
        Assert.InRange(truth[best], optimum - 0.005, optimum);
        Assert.True(truth[truth.Best] > optimum);
    }
}
