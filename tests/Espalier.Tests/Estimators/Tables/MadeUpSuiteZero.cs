using System.Globalization;
using System.IO.Compression;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Tables;

/// <summary>
/// The files of NAS-Bench-Suite-Zero with invented numbers: accuracies rise with the row, and scores with them but for plain's, which fall.
/// Their lines can be spoilt before they are written.
/// </summary>
internal sealed class MadeUpSuiteZero
{
    /// <summary>How many cells of NAS-Bench-201 there are on CIFAR-10 and on CIFAR-100; on the third data set there is one less.</summary>
    internal const int Cells = 725;

    private static readonly string[] Proxies =
        ["epe_nas", "fisher", "flops", "grad_norm", "grasp", "jacov", "l2_norm", "nwot", "params", "plain", "snip", "synflow", "zen"];

    private static readonly NasBench201Genotype[] Chosen = [.. new NasBench201Space().All().Where((_, index) => index % 21 == 0).Take(Cells)];

    internal Dictionary<string, List<string>> Files { get; } = new()
    {
        ["nb201_proxies"] =
        [
            Head("dataset,index,arch_str,val_accuracy"),
            .. new[] { ("cifar10", 0), ("cifar100", 0), ("ImageNet16-120", 1) }.SelectMany(data =>
                Chosen.SkipLast(data.Item2).Select((cell, row) => Row($"{data.Item1},{row * 21},{cell.Arch}", row))),
        ],
        ["nb101_proxies_500"] =
        [
            Head("vertices,adjacency_rowmajor,ops,val_accuracy", "nwot", "zen"),
            .. Enumerable.Range(0, 500).Select(row => Row($"7,{row:b20},input|output", row, "nwot", "zen")),
        ],
        ["nb301_proxies"] =
        [
            Head("source,arch_compact,surrogate_val_accuracy"),
            .. Enumerable.Range(0, 1225).Select(row => Row($"{(row < 725 ? "one" : "other")},\"[[({row}, 0), (1, 5)]]\"", row)),
        ],
        ["extra_datasets_13proxies"] =
        [
            Head("space,dataset,arch,val_accuracy"),
            .. Enumerable.Range(0, 1770).Select(row => Row($"nasbench301,{(row < 700 ? "svhn" : "ninapro")},\"(({row}, 5), (1, 3))\"", row)),
        ],
    };

    /// <summary>Writes the files into a folder of tables, compressed.</summary>
    internal void Save(string tables)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tables, "nas_bench_suite_zero")).FullName;
        foreach (var (name, lines) in Files)
        {
            using var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(folder, name + ".csv.gz")), CompressionLevel.Fastest))
            {
                NewLine = "\n",
            };
            lines.ForEach(writer.WriteLine);
        }
    }

    private static string Head(string first, params string[] missing) => string.Join(',', [first, .. Proxies.Except(missing)]);

    private static string Row(string first, int row, params string[] missing) => string.Create(
        CultureInfo.InvariantCulture,
        $"{first},{10 + (row / 25.0):0.##},{string.Join(',', Proxies.Except(missing).Select(proxy => proxy == "plain" ? -row : row))}");
}
