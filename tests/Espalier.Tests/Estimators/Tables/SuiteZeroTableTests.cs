using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces.NasBench201;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Tables;

public sealed class SuiteZeroTableTests
{
    private static readonly NasBench201Space Space = new();
    private static readonly Lazy<SuiteZeroTable> Real = new(() => SuiteZeroTable.Load(TablesFolder.Find(null), SuiteZeroSource.NasBench201, Space));

    [SuiteZeroFact]
    public void Accuracies_and_sizes_are_those_of_the_cells()
    {
        var cells = NasBench201Table.Load(TablesFolder.Find(null), Space);

        foreach (var (name, data, count) in new[]
        {
            ("cifar10", NasBench201Data.Cifar10, 725),
            ("cifar100", NasBench201Data.Cifar100, 725),
            ("imagenet16-120", NasBench201Data.ImageNet16, 724),
        })
        {
            var rows = Real.Value.Of(name);
            Assert.Equal(count, rows.Count);
            Assert.All(rows, row =>
            {
                var genotype = (NasBench201Genotype)Space.Parse(row.Architecture, "test");
                var place = cells.IndexOf(genotype);
                Assert.Same(row, Real.Value.Find(name, genotype));
                Assert.Equal(cells.Accuracy(data, TableSplit.Validation, 200)[place], row.Accuracy, 5e-9);
                Assert.Equal(cells.Parameters(data)[place] / 1e6, row.Scores["params"]!.Value, 1e-9);
            });
        }
    }

    /// <summary>With CIFAR-10 accuracy, by scipy 1.10's spearmanr and kendalltau of the same file; what has no number is last.</summary>
    [SuiteZeroTheory]
    [InlineData("naswot", 0.787066, 0.593699)]
    [InlineData("jacob-cov", 0.766058, 0.584214)]
    [InlineData("params", 0.737899, 0.561934)]
    [InlineData("synflow", 0.735865, 0.536641)]
    [InlineData("l2-norm", 0.724852, 0.528075)]
    [InlineData("macs", 0.711268, 0.519504)]
    [InlineData("epe-nas", 0.667161, 0.479496)]
    [InlineData("snip", 0.608477, 0.443180)]
    [InlineData("grad-norm", 0.606383, 0.438544)]
    [InlineData("grasp", 0.539061, 0.380536)]
    [InlineData("plain", -0.256782, -0.173152)]
    [InlineData("zen", 0.307022, 0.239091)]
    [InlineData("fisher", 0.508843, 0.373765)]
    public void Stored_scores_rank_as_they_are_known_to(string proxy, double spearman, double kendall)
    {
        var rows = Real.Value.Of("cifar10").Where(row => row.Scores.ContainsKey(proxy)).ToArray();
        var agreement = RankAgreement.Of(
            [.. rows.Select(row => row.Scores[proxy])], [.. rows.Select(row => (double?)row.Accuracy)]);

        Assert.InRange(rows.Length, 724, 725);
        Assert.Equal(spearman, agreement.Spearman, 1e-6);
        Assert.Equal(kendall, agreement.Kendall, 1e-6);
    }

    [SuiteZeroTheory]
    [InlineData("nas-bench-101", "cifar10", 500)]
    [InlineData("nas-bench-301", "suite_zero_725 cifar10", 725)]
    [InlineData("nas-bench-301", "early_500 cifar10", 500)]
    [InlineData("further data sets", "transbench101_micro ninapro", 192)]
    [InlineData("further data sets", "nasbench201 svhn", 199)]
    public void Other_benchmarks_are_there(string source, string data, int count)
    {
        var table = SuiteZeroTable.Load(TablesFolder.Find(null), SuiteZeroSource.All.Single(one => one.Name == source));

        Assert.Equal(count, table.Of(data).Count);
        Assert.All(table.Of(data), row => Assert.InRange(row.Accuracy, 0.009, 0.98));
    }

    [SuiteZeroFact]
    public void What_came_to_no_number_is_no_score_and_what_was_not_stored_is_not_there()
    {
        var rows = Real.Value.Of("cifar10").Concat(Real.Value.Of("cifar100")).Concat(Real.Value.Of("imagenet16-120")).ToArray();

        Assert.Contains(rows, row => row.Scores["naswot"] is null);
        Assert.Contains(rows, row => row.Scores["jacob-cov"] is null);
        Assert.Single(rows, row => !row.Scores.ContainsKey("synflow"));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        using var folder = new TemporaryFolder("tables");
        new MadeUpSuiteZero().Save(folder.Path);
        var tables = TablesFolder.Find(folder.Path);
        var table = SuiteZeroTable.Load(tables, SuiteZeroSource.NasBench201, Space);
        var quoted = SuiteZeroTable.Load(tables, SuiteZeroSource.Further);

        Assert.Equal(["cifar10", "cifar100", "imagenet16-120"], table.Data);
        var row = table.Of("cifar100")[50];
        Assert.Equal((0.12, 50.0, -50.0), (row.Accuracy, row.Scores["macs"], row.Scores["plain"]));
        Assert.Null(table.Find("cifar10", Space.All().ElementAt(1)));
        Assert.Equal("((3, 5), (1, 3))", quoted.Of("nasbench301 svhn")[3].Architecture);
        Assert.Contains("cifar10, cifar100", Assert.Throws<InvalidInputException>(() => table.Of("mnist")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nb201_proxies", 0, "val_accuracy", "accuracy", "line 1", "the column 'val_accuracy' is not there")]
    [InlineData("nb201_proxies", 0, "epe_nas", "zen", "line 1", "the column 'zen' is there twice")]
    [InlineData("nb201_proxies", 7, "cifar10,", ",", "line 8", "column 'dataset': '' is empty")]
    [InlineData("nb201_proxies", 7, "~0", "~1", "line 8", "column 'arch_str'", "is no architecture of nas-bench-201")]
    [InlineData("nb201_proxies", 7, ",10.24,", ",100.24,", "line 8", "column 'val_accuracy': '100.24' is no number from 0 to 100")]
    [InlineData("nb201_proxies", 7, ",-6,", ",six,", "line 8", "column 'plain': 'six' is no number")]
    [InlineData("nb201_proxies", 7, ",-6,", ",", "line 8", "it has 16 cells where the head has 17")]
    [InlineData("nb201_proxies", 7, "same", "", "line 8", "is there already on cifar10, in line 2")]
    [InlineData("nb201_proxies", -1, "", "", "line 2174", "the file ends after 2,173 of 2,174 rows")]
    [InlineData("nb201_proxies", 1, "more", "", "line 2176", "there are more than 2,174 rows")]
    [InlineData("nb301_proxies", 7, "]]\"", "]]", "line 8", "a quoted cell does not end before a comma")]
    public void What_is_wrong_is_told_with_file_line_and_column(string file, int line, string old, string spoilt, params string[] words)
    {
        using var folder = new TemporaryFolder("tables");
        var made = new MadeUpSuiteZero();
        var lines = made.Files[file];
        switch (old)
        {
            case "same":
                lines[line] = lines[1];
                break;
            case "more":
                lines.Add(lines[line].Replace("cifar10", "svhn", StringComparison.Ordinal));
                break;
            case "":
                lines.RemoveAt(lines.Count - 1);
                break;
            default:
                var at = lines[line].IndexOf(old, StringComparison.Ordinal);
                Assert.InRange(at, 0, int.MaxValue);
                lines[line] = lines[line][..at] + spoilt + lines[line][(at + old.Length)..];
                break;
        }

        made.Save(folder.Path);
        var source = file[..5] == "nb201" ? SuiteZeroSource.NasBench201 : SuiteZeroSource.NasBench301;
        var fault = Assert.Throws<InvalidInputException>(() => SuiteZeroTable.Load(
            TablesFolder.Find(folder.Path), source, file[..5] == "nb201" ? Space : null));

        string[] told = [Path.Combine(folder.Path, "nas_bench_suite_zero", file), .. words];
        Assert.All(told, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_cut_off_or_is_missing_is_told()
    {
        using var folder = new TemporaryFolder("tables");
        new MadeUpSuiteZero().Save(folder.Path);
        var path = Path.Combine(folder.Path, "nas_bench_suite_zero", "nb201_proxies.csv.gz");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        Assert.Contains(path + ", line ", Refused(), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains(path, Refused(), StringComparison.Ordinal);

        string Refused() => Assert.Throws<InvalidInputException>(() =>
            SuiteZeroTable.Load(TablesFolder.Find(folder.Path), SuiteZeroSource.NasBench201, Space)).Message;
    }
}
