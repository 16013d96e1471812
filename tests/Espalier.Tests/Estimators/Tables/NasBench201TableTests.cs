using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Tables;

public sealed class NasBench201TableTests
{
    private const int Skips = 1835;
    private const double Rounding = 5e-9;
    private static readonly NasBench201Space Space = new();

    private static readonly Lazy<NasBench201Table> Real = new(() =>
        NasBench201Table.Load(TablesFolder.Find(null), Space));

    /// <summary>As published: the optimum of each data set, the mean over the space, and the cell of skips.</summary>
    [NasBench201Theory]
    [InlineData(NasBench201Data.Cifar10, 0.94373333, 6111, 2, 0.8704, 0.54297)]
    [InlineData(NasBench201Data.Cifar100, 0.73513333, 9930, 1, 0.6136, 0.15607)]
    [InlineData(NasBench201Data.ImageNet16, 0.47311111, 857, 1, 0.3354, 0.16322)]
    public void Tests_after_200_epochs_are_as_published(NasBench201Data data, double best, int bestRow, int equal, double mean, double skips)
    {
        var accuracy = Real.Value.Accuracy(data, TableSplit.Test, 200);

        Assert.Equal(bestRow, accuracy.Best);
        Assert.Equal(best, accuracy[bestRow], Rounding);
        Assert.Equal(mean, accuracy.Mean, 5e-5);
        Assert.Equal(skips, accuracy[Skips], 5e-6);
        Assert.Equal(new TableRank(0, equal, 15_625), accuracy.RankOf(bestRow));
    }

    [NasBench201Fact]
    public void Every_row_is_a_cell_of_the_space_with_its_size_and_class()
    {
        var table = Real.Value;
        var parameters = Array.ConvertAll([NasBench201Data.Cifar10, NasBench201Data.Cifar100, NasBench201Data.ImageNet16], table.Parameters);
        var ofClass = new Dictionary<string, int>();
        for (var row = 0; row < table.Count; row++)
        {
            var cell = (NasBench201Genotype)table.GenotypeOf(row);
            Assert.Equal(row, table.IndexOf(cell));
            var (wide, narrow) = (cell.Operations.Count(name => name == "nor_conv_3x3"), cell.Operations.Count(name => name == "nor_conv_1x1"));
            var expected = 73_306 + (243_040 * wide) + (28_000 * narrow);
            Assert.Equal([expected, expected + 5_850, expected + 7_150], parameters.Select(column => column[row]));
            Assert.Equal(ofClass.TryAdd(cell.Isomorph, row) ? row : ofClass[cell.Isomorph], table.ClassOf(row));
        }

        Assert.Equal(15_625, table.Count);
        Assert.Equal(6_466, ofClass.Count);
        Assert.All(((NasBench201Genotype)table.GenotypeOf(Skips)).Operations, operation => Assert.Equal("skip_connect", operation));
    }

    [NasBench201Fact]
    public void Numbers_after_12_epochs_are_others()
    {
        var (early, late) = (Real.Value.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 12), Real.Value.Column("cifar10.test.200"));

        Assert.Equal("cifar10.test.12", early.Name);
        Assert.Equal(0.8916, early[early.Best], 5e-5);
        Assert.NotEqual(early[early.Best], late[early.Best]);
        Assert.Equal(0.69550, early[0], Rounding);
        Assert.Equal(0.633640, Real.Value.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12)[0], Rounding);
        Assert.Equal(86.653116, Real.Value.CostSeconds[0], Rounding);
        Assert.Equal(17_958_592, Real.Value.Flops[0]);
        Assert.Equal(182.05474853515625, Real.Value.Zen(NasBench201Data.ImageNet16)[0]);
    }

    [Fact]
    public void Every_column_has_its_own_name_and_what_was_written()
    {
        using var folder = new TemporaryFolder("tables");
        var table = Load(folder, new MadeUpTable());

        Assert.Equal(12 + 1 + 3 + 1 + 3, table.Columns.Select(column => column.Name).Distinct().Count());
        Assert.All(table.Columns, column => Assert.Same(column, table.Column(column.Name)));
        Assert.Equal(MadeUpTable.Fraction(4321), table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200)[4321], 1e-12);
        Assert.Equal(15_620, table.Column("imagenet16-120.val.12").Best);
        Assert.Equal(new TableRank(0, 5, 15_625), table.Column("imagenet16-120.val.12").RankOf(15_624));
        Assert.Equal(-7, table.Zen(NasBench201Data.Cifar100)[7]);
        Assert.Contains("cifar10.test.200", Assert.Throws<InvalidInputException>(() => table.Column("cifar10.test")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 90));
        Assert.Throws<ArgumentException>(() => table.IndexOf(new DartsSpace().Sample(new SeededRandom(1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.GenotypeOf(15_625));
    }

    [Theory]
    [InlineData("main", 0, "cifar10_val_200", "cifar10_validation_200", "line 1", "the column 'cifar10_val_200' is not there")]
    [InlineData("main", 0, "cifar10_val_200", "cifar10_test_200", "line 1", "the column 'cifar10_test_200' is there twice")]
    [InlineData("main", 7, ",10", ",ten", "line 8", "column 'cifar10_val_200': 'ten' is no number from 0 to 100")]
    [InlineData("main", 7, ",10", ",-10", "line 8", "'-10' is no number")]
    [InlineData("main", 7, ",10", ",100.1", "line 8", "'100.1' is no number")]
    [InlineData("main", 7, ",10", ",NaN", "line 8", "'NaN' is no number")]
    [InlineData("main", 7, ",10", ",", "line 8", "'' is no number")]
    [InlineData("main", 7, ",10,", ",10,10,", "line 8", "it has 24 cells where the head has 23")]
    [InlineData("main", 7, "none,none,none", "none,none", "line 8", "it has 22 cells")]
    [InlineData("main", 7, ",none,", ",sep_conv_3x3,", "line 8", "column 'edge_0_1': 'sep_conv_3x3' is none of none, skip_connect")]
    [InlineData("main", 7, "|none~0|+", "|skip_connect~0|+", "line 8", "column 'arch_str'", "is another cell than its edges say")]
    [InlineData("main", 7, "6,", "7,", "line 8", "column 'index': '7' stands where 6 should")]
    [InlineData("main", 7, "6,", "x,", "line 8", "column 'index': 'x' is no whole number from 0 to 15624")]
    [InlineData("main", 7, "cell", "1", "line 8", "column 'arch_str'", "is there already, in line 2")]
    [InlineData("main", -1, "", "", "line 15625", "the file ends after 15,624 of 15,625 rows")]
    [InlineData("main", 15_626, "", "", "line 15627", "there are more than 15,625 rows")]
    [InlineData("main", -2, "", "", "line 1", "the file is empty")]
    [InlineData("zen", 3, "2,", "2,,", "line 4", "it has 5 cells where the head has 4")]
    [InlineData("zen", 3, "-2", "minus", "nasbench201_zen.csv.gz, line 4", "column 'zen_cifar100': 'minus' is no number")]
    [InlineData("classes", 3, "2,", "2,9", "nasbench201_isomorph.csv.gz, line 4", "column 'isomorph_index'", "stands not for itself")]
    [InlineData("classes", 3, "2,", "2,-", "line 4", "is no whole number from 0 to 15624")]
    public void What_is_wrong_is_told_with_file_line_and_column(string file, int line, string old, string spoilt, params string[] words)
    {
        using var folder = new TemporaryFolder("tables");
        var table = new MadeUpTable();
        var lines = file switch
        {
            "main" => table.Main,
            "zen" => table.Zen,
            _ => table.Classes,
        };
        switch (line)
        {
            case -1:
                lines.RemoveAt(lines.Count - 1);
                break;
            case -2:
                lines.Clear();
                break;
            case 15_626:
                lines.Add(lines[^1].Replace("15624,", "15623,", StringComparison.Ordinal));
                break;
            case 7 when old == "cell":
                var cells = lines[1].Split(',')[1..8];
                lines[7] = string.Join(',', [lines[7].Split(',')[0], .. cells, .. lines[7].Split(',')[8..]]);
                break;
            default:
                Assert.Contains(old, lines[line], StringComparison.Ordinal);
                lines[line] = Replaced(lines[line], old, spoilt);
                break;
        }

        AssertRefused(() => Load(folder, table), [Path.Combine(folder.Path, "nasbench201", "nasbench201"), .. words]);
    }

    [Theory]
    [InlineData("nasbench201.csv.gz")]
    [InlineData("nasbench201_zen.csv.gz")]
    [InlineData("nasbench201_isomorph.csv.gz")]
    public void A_file_that_was_cut_off_or_is_missing_is_told(string name)
    {
        using var folder = new TemporaryFolder("tables");
        new MadeUpTable().Save(folder.Path);
        var path = Path.Combine(folder.Path, "nasbench201", name);
        var bytes = File.ReadAllBytes(path);

        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        AssertRefused(() => Load(folder), path, "line ");

        File.WriteAllBytes(path, [.. bytes[..(bytes.Length / 2)], 1, 2, 3, 4, 5, 6, .. bytes[((bytes.Length / 2) + 6)..]]);
        AssertRefused(() => Load(folder), path, "line ");

        File.WriteAllText(path, "plain text, not packed");
        AssertRefused(() => Load(folder), path, "line 1", "cannot be unpacked");

        File.Delete(path);
        AssertRefused(() => Load(folder), path, "there is no such table");
    }

    [Fact]
    public void A_table_may_lie_there_unpacked()
    {
        using var folder = new TemporaryFolder("tables");
        var table = new MadeUpTable();
        table.Save(folder.Path);
        File.Delete(Path.Combine(folder.Path, "nasbench201", "nasbench201.csv.gz"));
        File.WriteAllLines(Path.Combine(folder.Path, "nasbench201", "nasbench201.csv"), table.Main);

        Assert.Equal(15_625, Load(folder).Count);
    }

    [Fact]
    public void Another_space_is_none_of_the_table() => Assert.Throws<ArgumentException>(() =>
    {
        using var folder = new TemporaryFolder("tables");
        Directory.CreateDirectory(Path.Combine(folder.Path, "nasbench201"));
        return NasBench201Table.Load(TablesFolder.Find(folder.Path), new DartsSpace());
    });

    private static NasBench201Table Load(TemporaryFolder folder, MadeUpTable? table = null)
    {
        table?.Save(folder.Path);
        return NasBench201Table.Load(TablesFolder.Find(folder.Path), Space);
    }

    private static void AssertRefused(Action load, params string[] words)
    {
        var fault = Assert.Throws<InvalidInputException>(load);
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    /// <summary>Only the first, so that one cell is spoilt.</summary>
    private static string Replaced(string line, string old, string spoilt)
    {
        var at = line.IndexOf(old, StringComparison.Ordinal);
        return line[..at] + spoilt + line[(at + old.Length)..];
    }
}
