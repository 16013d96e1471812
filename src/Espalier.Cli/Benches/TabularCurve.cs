using Espalier.Estimators;
using Espalier.Reports;

namespace Espalier.Cli.Benches;

/// <summary>What the best so far is worth over what was spent, over many runs.</summary>
internal static class TabularCurve
{
    private const int Steps = 100;
    private const double Percent = 100;

    /// <summary>Points at every hundredth of the budget from where every run has a best on; in percent.</summary>
    internal static IReadOnlyList<BandPoint> Of(IReadOnlyList<TabularRun> runs, TableColumn told, double budget)
    {
        var points = new List<BandPoint>();
        foreach (var spent in Enumerable.Range(1, Steps).Select(step => budget * step / Steps))
        {
            double[] values = [.. runs.Select(run => run.At(spent)).OfType<int>().Select(row => told[row] * Percent)];
            if (values.Length == runs.Count)
            {
                var mean = values.Average();
                points.Add(new BandPoint(spent, mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean)))));
            }
        }

        return points;
    }
}
