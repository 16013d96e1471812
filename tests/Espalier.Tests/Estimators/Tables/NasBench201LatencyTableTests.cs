using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Tables;

public sealed class NasBench201LatencyTableTests
{
    private static readonly NasBench201Space Space = new();

    [NasBench201Fact]
    public void The_published_table_has_every_cell_on_22_devices()
    {
        var table = NasBench201LatencyTable.Load(TablesFolder.Find(null), Space);

        Assert.Equal(22, table.Devices.Count);
        Assert.Equal(15_625, table.Count);
        Assert.Equal(10.754371, table.Milliseconds("1080ti_1")[0]);
        Assert.Equal(9, table.Milliseconds("pixel2")[0]);
        Assert.Equal(7.385054, table.Column("latency.titanxp_32")[0]);
        Assert.All(HelpProtocol.Known.Concat(HelpProtocol.Unseen), device => Assert.Contains(device, table.Devices));
        for (var row = 0; row < table.Count; row += 100)
        {
            var cell = table.GenotypeOf(row);
            Assert.Equal(row, table.IndexOf(cell));
            Assert.Equal(((IChoiceSpace)Space).Encode(cell), table.Chosen[row]);
        }
    }

    [NasBench201Fact]
    public void Its_rows_are_those_of_the_accuracies()
    {
        var (latency, accuracy) = (
            NasBench201LatencyTable.Load(TablesFolder.Find(null), Space), NasBench201Table.Load(TablesFolder.Find(null), Space));

        Assert.All(Enumerable.Range(0, 15_625).Where(row => row % 50 == 0), row => Assert.Equal(row, accuracy.IndexOf(latency.GenotypeOf(row))));
    }

    [Fact]
    public void Every_device_has_a_column_with_what_was_written()
    {
        using var folder = new TemporaryFolder("latency");
        var table = Load(folder, new MadeUpLatency());

        Assert.Equal(MadeUpLatency.Devices, table.Devices);
        Assert.All(table.Columns, column => Assert.Equal("ms", column.Unit));
        Assert.Equal(MadeUpLatency.Milliseconds(1, 4321), table.Milliseconds("fast")[4321], 1e-6);
        Assert.False(table.Column("latency.fast").HigherIsBetter);
        AssertRefused(() => table.Milliseconds("quick"), "device 'quick'", "slow, fast, wide, phone");
        AssertRefused(() => table.Column("fast"), "column 'fast'", "latency.fast");
        Assert.Throws<ArgumentException>(() => table.IndexOf(new DartsSpace().Sample(new SeededRandom(1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.GenotypeOf(15_625));
        Assert.Throws<ArgumentException>(() => NasBench201LatencyTable.Load(TablesFolder.Find(folder.Path), new DartsSpace()));
    }

    [Theory]
    [InlineData(0, "arch_str", "cell", "line 1", "the column 'arch_str' is not there")]
    [InlineData(0, "fast", "slow", "line 1", "the column 'slow' is there twice")]
    [InlineData(0, "fast", "", "line 1", "a device has no name")]
    [InlineData(7, "6,", "7,", "line 8", "column 'index': '7' stands where 6 should")]
    [InlineData(7, "|none~0|+", "|noone~0|+", "line 8", "column 'arch_str'", "is no cell of nas-bench-201")]
    [InlineData(7, "~2|,", "~2|x,", "line 8", "column 'arch_str'", "is no cell of nas-bench-201")]
    [InlineData(7, "skip_connect~1", "none~1", "line 8", "column 'arch_str'", "is there already, in line 3")]
    [InlineData(7, "~2|,", "~2|,-", "line 8", "column 'slow'", "is no number")]
    [InlineData(7, "~2|,", "~2|,NaN", "line 8", "column 'slow'", "is no number")]
    [InlineData(7, "~2|,", "~2|,1,", "line 8", "it has 7 cells where the head has 6")]
    [InlineData(-1, "", "", "line 15625", "the file ends after 15,624 of 15,625 rows")]
    public void What_is_wrong_is_told_with_file_line_and_column(int line, string old, string spoilt, params string[] words)
    {
        using var folder = new TemporaryFolder("latency");
        var table = new MadeUpLatency();
        if (line < 0)
        {
            table.Lines.RemoveAt(table.Lines.Count - 1);
        }
        else
        {
            var at = table.Lines[line].IndexOf(old, StringComparison.Ordinal);
            Assert.True(at >= 0, table.Lines[line]);
            table.Lines[line] = table.Lines[line][..at] + spoilt + table.Lines[line][(at + old.Length)..];
        }

        AssertRefused(() => Load(folder, table), ["nasbench201_latency.csv.gz", .. words]);
    }

    private static NasBench201LatencyTable Load(TemporaryFolder folder, MadeUpLatency table)
    {
        table.Save(folder.Path);
        return NasBench201LatencyTable.Load(TablesFolder.Find(folder.Path), Space);
    }

    private static void AssertRefused(Action load, params string[] words)
    {
        var fault = Assert.Throws<InvalidInputException>(load);
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }
}
