using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Spaces.NasBenchMacro;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Tables;

public sealed class NasBenchMacroTableTests
{
    private static readonly NasBenchMacroSpace Space = new();
    private static readonly string[] Lines = [.. MadeUpMacroTable.Lines()];

    /// <summary>The benchmark's own numbers: the best mean, of two networks that compute the same, and the networks trained apart.</summary>
    [NasBenchMacroFact]
    public void The_published_table_says_what_is_published()
    {
        var table = NasBenchMacroTable.Load(TablesFolder.Find(null), Space);
        var best = table.IndexOf(Space.Parse("22212220", "test"));

        Assert.Equal(6561, table.Count);
        Assert.Equal(0.931266, table.Accuracy[best], 1e-6);
        Assert.Equal(new TableRank(0, 2, 6561), table.Accuracy.RankOf(best));
        Assert.Equal(0.9024659, table.Accuracy.Mean, 1e-7);
        var functions = Enumerable.Range(0, 6561).ToLookup(row => table.GenotypeOf(row).Function);
        Assert.Equal(3969, functions.Count);
        Assert.All(functions, alike => Assert.Single(alike.Select(row =>
            (table.Training(1)[row], table.Training(2)[row], table.Training(3)[row], table.Parameters[row], table.Macs[row])).Distinct()));
    }

    [Fact]
    public void Every_column_has_what_was_written()
    {
        using var folder = new TemporaryFolder("tables");
        Save(folder, Lines);

        var table = Load(folder);

        Assert.Equal(
            [
                "cifar10.test.50", "cifar10.test.50.1", "cifar10.test.50.2", "cifar10.test.50.3", "cifar10.test.50.deviation", "cifar10.params",
                "cifar10.macs",
            ],
            table.Columns.Select(column => column.Name));
        Assert.All(Enumerable.Range(0, table.Count), row => Assert.Equal(row, table.IndexOf(table.GenotypeOf(row))));
        Assert.Equal((0.5, 0.49, 0.51, 0.5), (table.Accuracy[0], table.Training(1)[0], table.Training(2)[0], table.Training(3)[0]));
        Assert.Equal(0.01 * Math.Sqrt(2.0 / 3), table.Deviation[0], 1e-9);
        Assert.Equal((1000 + 6560, 2000 + 6560), (table.Parameters[6560], table.Macs[6560]));
        Assert.Equal(6560, table.Accuracy.Best);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Training(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.GenotypeOf(6561));
        Assert.Throws<ArgumentException>(() => table.IndexOf(new NasBench201Space().Sample(new SeededRandom(1))));
        Assert.Contains("cifar10.test.50", Assert.Throws<InvalidInputException>(() => table.Column("test")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean_acc", "mean", "line 1", "the column 'mean_acc' is not there")]
    [InlineData("00000021,", "00000031,", "line 9", "column 'arch': '00000031' is no network: 8 digits from 0 to 2")]
    [InlineData("00000021,", "0000021,", "line 9", "'0000021' is no network")]
    [InlineData("00000021,", ",", "line 9", "'' is no network")]
    [InlineData("00000021,", "00000020,", "line 9", "column 'arch': '00000020' is there already, in line 8")]
    [InlineData("00000021,49.007", "00000021,ten", "line 9", "column 'test_acc_1': 'ten' is no number from 0 to 100")]
    [InlineData("00000021,49.007", "00000021,49.017", "line 9", "column 'mean_acc': '50.007' is not what its trainings give, 50.01")]
    [InlineData(",0.81649658,1007,", ",0.7,1007,", "line 9", "column 'std': '0.7' is not what its trainings give, 0.816497")]
    [InlineData(",1007,", ",1007.5,", "line 9", "column 'params': '1007.5' is no whole number")]
    [InlineData(",1007,", ",", "line 9", "it has 7 cells where the head has 8")]
    public void What_is_wrong_is_told_with_file_line_and_column(string old, string spoilt, params string[] words)
    {
        using var folder = new TemporaryFolder("tables");
        var at = Array.FindIndex(Lines, line => line.Contains(old, StringComparison.Ordinal));
        Save(folder, [.. Lines[..at], Lines[at].Replace(old, spoilt, StringComparison.Ordinal), .. Lines[(at + 1)..]]);

        AssertRefused(folder, [Path.Combine("nas_bench_macro", MadeUpMacroTable.FileName), .. words]);
    }

    [Fact]
    public void A_table_that_lacks_networks_or_is_missing_is_told()
    {
        using var folder = new TemporaryFolder("tables");
        Save(folder, [.. Lines[..^1]]);
        AssertRefused(folder, "line 6561", "the file ends without the network 22222222: it has 6,560 of 6,561");

        File.Delete(PathIn(folder));
        AssertRefused(folder, PathIn(folder), "there is no such table");
        Assert.Throws<ArgumentException>(() => NasBenchMacroTable.Load(TablesFolder.Find(folder.Path), new Espalier.Spaces.Darts.DartsSpace()));
    }

    private static void Save(TemporaryFolder folder, IEnumerable<string> lines) => MadeUpMacroTable.Save(folder.Path, lines);

    private static NasBenchMacroTable Load(TemporaryFolder folder) => NasBenchMacroTable.Load(TablesFolder.Find(folder.Path), Space);

    private static string PathIn(TemporaryFolder folder) => Path.Combine(folder.Path, "nas_bench_macro", MadeUpMacroTable.FileName + ".csv.gz");

    private static void AssertRefused(TemporaryFolder folder, params string[] words)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Load(folder));
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }
}
