using System.Globalization;
using System.IO.Compression;

namespace Espalier.Tests.Objectives;

/// <summary>Runs where the tables hold the stored scores of NAS-Bench-Suite-Zero.</summary>
internal sealed class SuiteZeroFactAttribute : FactAttribute
{
    private const int FirstScore = 4;

    public SuiteZeroFactAttribute()
    {
        if (!File.Exists(Path))
        {
            Skip = "ESPALIER_TABLES names no folder with nas_bench_suite_zero in it";
        }
    }

    private static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("ESPALIER_TABLES") ?? "absent", "nas_bench_suite_zero", "nb201_proxies.csv.gz");

    /// <summary>The scores of CIFAR-10's networks but for epe_nas, as sign(v) log(1 + |v|), 0 where there is none; and their accuracies in percent.</summary>
    public static (double[][] Scores, double[] Accuracies) Cifar10()
    {
        using var file = File.OpenRead(Path);
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var head = reader.ReadLine()!.Split(',');
        int[] columns = [.. Enumerable.Range(FirstScore, head.Length - FirstScore).Where(i => head[i] != "epe_nas")];
        var (scores, accuracies) = (new List<double[]>(), new List<double>());
        while (reader.ReadLine()?.Split(',') is { } row)
        {
            if (row[0] == "cifar10")
            {
                scores.Add(Array.ConvertAll(columns, column => double.TryParse(row[column], CultureInfo.InvariantCulture, out var value)
                    ? Math.Sign(value) * Math.Log(1 + Math.Abs(value)) : 0));
                accuracies.Add(double.Parse(row[3], CultureInfo.InvariantCulture));
            }
        }

        return ([.. scores], [.. accuracies]);
    }
}
