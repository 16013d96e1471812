using System.Globalization;
using System.IO.Compression;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Tables;

/// <summary>
/// The latency table with invented devices: of each the time is a sum over operations, and of the last one whole milliseconds. Lines can be
/// spoilt before they are written.
/// </summary>
internal sealed class MadeUpLatency
{
    internal static readonly string[] Devices = ["slow", "fast", "wide", "phone"];

    private static readonly NasBench201Genotype[] Cells = [.. new NasBench201Space().All()];
    private static readonly double[] Basis = [5, 1, 9, 7];

    private static readonly Dictionary<string, double>[] Costs =
    [
        new() { ["none"] = 0, ["skip_connect"] = 0.1, ["nor_conv_1x1"] = 1, ["nor_conv_3x3"] = 3, ["avg_pool_3x3"] = 0.5 },
        new() { ["none"] = 0, ["skip_connect"] = 0.05, ["nor_conv_1x1"] = 0.3, ["nor_conv_3x3"] = 0.7, ["avg_pool_3x3"] = 0.6 },
        new() { ["none"] = 0, ["skip_connect"] = 0.2, ["nor_conv_1x1"] = 0.5, ["nor_conv_3x3"] = 4, ["avg_pool_3x3"] = 2 },
        new() { ["none"] = 0, ["skip_connect"] = 0.3, ["nor_conv_1x1"] = 2, ["nor_conv_3x3"] = 5, ["avg_pool_3x3"] = 1.2 },
    ];

    private static readonly Lazy<string[]> All = new(() =>
    [
        $"index,arch_str,{string.Join(',', Devices)}",
        .. Cells.Select((cell, row) => string.Create(
            CultureInfo.InvariantCulture,
            $"{row},{cell.Arch},{string.Join(',', Devices.Select((_, i) => Text(Milliseconds(i, row))))}")),
    ]);

    /// <summary>Lines, the head first.</summary>
    internal List<string> Lines { get; } = [.. All.Value];

    /// <summary>What was written for a device and a row.</summary>
    internal static double Milliseconds(int device, int row)
    {
        // A later edge takes a little longer, so that few cells are equal.
        var sum = Basis[device] + Cells[row].Operations.Select((name, edge) => Costs[device][name] * (1 + (0.01 * edge))).Sum();
        return device == Devices.Length - 1 ? Math.Round(sum) : sum;
    }

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Writes the table into a folder of tables, compressed.</summary>
    internal void Save(string tables)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tables, "nasbench201_latency")).FullName;
        using var writer = new StreamWriter(
            new GZipStream(File.Create(Path.Combine(folder, "nasbench201_latency.csv.gz")), CompressionLevel.Fastest))
        {
            NewLine = "\n",
        };
        foreach (var line in Lines)
        {
            writer.WriteLine(line);
        }
    }
}
