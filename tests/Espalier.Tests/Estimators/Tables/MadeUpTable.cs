using System.Globalization;
using System.IO.Compression;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Tables;

/// <summary>
/// The files of NAS-Bench-201 with invented numbers: rows in the order of the space, and accuracies that rise with the row, so that what is
/// read can be told. Their lines can be spoilt before they are written.
/// </summary>
internal sealed class MadeUpTable
{
    private static readonly NasBench201Genotype[] Cells = [.. new NasBench201Space().All()];

    private static readonly string[] Accuracies =
    [
        .. from data in new[] { "cifar10", "cifar100", "in16" }
           from schedule in new[] { 200, 12 }
           from split in new[] { "val", "test" }
           select $"{data}_{split}_{schedule}",
    ];

    private static readonly Lazy<string[]> MainLines = new(() =>
    [
        $"index,arch_str,edge_0_1,edge_0_2,edge_1_2,edge_0_3,edge_1_3,edge_2_3,{string.Join(',', Accuracies)},cifar10_cost12_s,"
            + "params_M_cifar10,flops_M_cifar10",
        .. Cells.Select((cell, row) => string.Create(
            CultureInfo.InvariantCulture,
            $"{row},{cell.Arch},{string.Join(',', cell.Operations)},{string.Join(',', Accuracies.Select((_, i) => Text(Percent(row, i))))},"
                + $"{10 + (row % 7)},{Text(Params(cell) / 1e6)},8.5")),
    ]);

    private static readonly Lazy<string[]> ZenLines = new(() =>
    [
        "index,zen_cifar10,zen_cifar100,zen_in16",
        .. Cells.Select((_, row) => string.Create(CultureInfo.InvariantCulture, $"{row},{row / 8.0},{-row},1e-3")),
    ]);

    private static readonly Lazy<string[]> ClassLines = new(() =>
    {
        var first = Cells.Index().GroupBy(cell => cell.Item.Isomorph).ToDictionary(same => same.Key, same => same.Min(cell => cell.Index));
        return ["index,isomorph_index", .. Cells.Select((cell, row) => $"{row},{first[cell.Isomorph]}")];
    });

    /// <summary>Lines of <c>nasbench201.csv</c>, the head first.</summary>
    internal List<string> Main { get; } = [.. MainLines.Value];

    /// <summary>Lines of <c>nasbench201_zen.csv</c>.</summary>
    internal List<string> Zen { get; } = [.. ZenLines.Value];

    /// <summary>Lines of <c>nasbench201_isomorph.csv</c>.</summary>
    internal List<string> Classes { get; } = [.. ClassLines.Value];

    /// <summary>The fraction on test images of CIFAR-10 after 200 epochs.</summary>
    internal static double Fraction(int row) => Percent(row, Array.IndexOf(Accuracies, "cifar10_test_200")) / 100;

    /// <summary>Writes the table into a folder of tables, compressed.</summary>
    internal void Save(string tables)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tables, "nasbench201")).FullName;
        Write(Path.Combine(folder, "nasbench201.csv.gz"), Main);
        Write(Path.Combine(folder, "nasbench201_zen.csv.gz"), Zen);
        Write(Path.Combine(folder, "nasbench201_isomorph.csv.gz"), Classes);
    }

    private static void Write(string path, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)) { NewLine = "\n" };
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>Ten rows each are equal, from 10 % on.</summary>
    private static double Percent(int row, int column) => 10 + (row / 10 * 0.05) + (column * 0.001);

    private static long Params(NasBench201Genotype cell) => 73_306
        + (243_040L * cell.Operations.Count(name => name == "nor_conv_3x3")) + (28_000L * cell.Operations.Count(name => name == "nor_conv_1x1"));

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
