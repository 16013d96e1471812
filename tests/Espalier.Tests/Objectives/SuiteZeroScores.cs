using System.Globalization;
using Espalier.Tests.Data;

namespace Espalier.Tests.Objectives;

/// <summary>Stored scores of NAS-Bench-Suite-Zero to learn from.</summary>
internal static class SuiteZeroScores
{
    private const int FirstScore = 4;

    /// <summary>The scores of CIFAR-10's networks but for epe_nas, as sign(v) log(1 + |v|), 0 where there is none; and their accuracies in percent.</summary>
    public static (double[][] Scores, double[] Accuracies) Cifar10()
    {
        string[][] lines = [.. PublishedTables.Lines("nas_bench_suite_zero", "nb201_proxies.csv.gz")];
        var head = lines[0];
        int[] columns = [.. Enumerable.Range(FirstScore, head.Length - FirstScore).Where(i => head[i] != "epe_nas")];
        string[][] rows = [.. lines.Where(line => line[0] == "cifar10")];
        return (
            Array.ConvertAll(rows, row => Array.ConvertAll(columns, column => Scaled(row[column]))),
            Array.ConvertAll(rows, row => double.Parse(row[3], CultureInfo.InvariantCulture)));
    }

    private static double Scaled(string score) =>
        double.TryParse(score, CultureInfo.InvariantCulture, out var value) ? Math.Sign(value) * Math.Log(1 + Math.Abs(value)) : 0;
}
