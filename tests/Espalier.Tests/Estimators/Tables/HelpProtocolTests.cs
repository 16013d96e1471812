using Espalier.Costs.Devices;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces.NasBench201;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Tables;

public sealed class HelpProtocolTests
{
    private static readonly NasBench201Space Space = new();

    private static readonly Lazy<NasBench201LatencyTable> Real = new(() => NasBench201LatencyTable.Load(TablesFolder.Find(null), Space));

    /// <summary>
    /// The row of FLOPs in the paper's table is 0.950, 0.826, 0.765 and 0.900; recomputed by scipy 1.10 on these cells 0.951, 0.830, 0.766
    /// and 0.895. On other cells it is another: over all queries it is above 0.85 on each device.
    /// </summary>
    [NasBench201Theory]
    [InlineData("titan_rtx_256", 0.951)]
    [InlineData("gold_6226", 0.830)]
    [InlineData("pixel2", 0.766)]
    [InlineData("fpga", 0.895)]
    public void Multiply_accumulates_alone_come_to_what_the_paper_has(string device, double spearman)
    {
        var protocol = new HelpProtocol(Real.Value, Space);

        Assert.Equal(spearman, Spearman(protocol.Middle(device)), 2e-3);
        Assert.True(Spearman(HelpProtocol.Queries) > 0.85);

        double Spearman(IReadOnlyList<int> cells) => RankCorrelation.Spearman(protocol.At(device, cells), [.. cells.Select(Macs)]);
    }

    /// <summary>Expected: scipy 1.10, non-negative least squares with the penalty appended as rows.</summary>
    [NasBench201Fact]
    public void Stacked_devices_come_to_what_an_independent_solver_finds()
    {
        var protocol = new HelpProtocol(Real.Value, Space);
        using var stack = new StackedDevices(new LatencyContext(1), new StackedDevicesOptions());
        stack.Learn(protocol.Records(HelpProtocol.Known));

        Assert.Equal([0.965, 0.976, 0.789, 0.979], HelpProtocol.Unseen.Select(Spearman), (one, other) => Math.Abs(one - other) < 1.1e-3);

        double Spearman(string device)
        {
            var cells = protocol.Middle(device);
            return RankCorrelation.Spearman(protocol.At(device, cells), [.. stack.Predict(protocol.Measured(device), cells)]);
        }
    }

    [NasBench201Fact]
    public void No_reference_is_asked_for_and_no_query_learnt_from()
    {
        Assert.Empty(HelpProtocol.Queries.Intersect(HelpProtocol.References));
        Assert.Empty(HelpProtocol.Queries.Intersect(HelpProtocol.Pool));
        Assert.Empty(HelpProtocol.Known.Intersect(HelpProtocol.Unseen));
        Assert.Empty(HelpProtocol.Validation.Intersect([.. HelpProtocol.Known, .. HelpProtocol.Unseen]));
        Assert.All(HelpProtocol.Validation, device => Assert.Contains(device, Real.Value.Devices));
        Assert.InRange(new HelpProtocol(Real.Value, Space).Middle("fpga").Count, 790, 800);
    }

    private static double Macs(int cell)
    {
        var operations = ((NasBench201Genotype)Real.Value.GenotypeOf(cell)).Operations;
        return (9 * operations.Count(name => name == "nor_conv_3x3")) + operations.Count(name => name == "nor_conv_1x1");
    }
}
