using System.Globalization;
using System.Text;
using Espalier.Reports;

namespace Espalier.Cli.Benches;

/// <summary>The table of a bench for people, and its chart.</summary>
internal static class TabularPage
{
    /// <summary>The table.</summary>
    internal static string Markdown(TabularTable result, TabularProtocol protocol, string chart)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {result.Command}

            Each run has {result.Budget:N0} {result.Unit}, {protocol.Reading}
            Mean ± standard deviation over {result.Runs:N0} runs.


            """);
        string[] heads = ["method", .. protocol.Told.Select(told => told.Head), "rank", "candidates", "s for all runs"];
        text.Row(heads);
        text.Row([.. heads.Select(head => head == "method" ? "---" : "--:")]);
        foreach (var method in result.Methods)
        {
            text.Row(
                [
                    method.Name,
                    .. protocol.Told.Select(told => Figures.Share(method.Accuracy[told.Column.Name])),
                    Figures.Number(method.Rank, "N0"),
                    Figures.Number(method.Candidates, "N0"),
                    method.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
                ]);
        }

        foreach (var told in result.References)
        {
            text.Row(
                [
                    $"*{told.Name}*",
                    .. protocol.Told.Select(column => Figures.Share(told.Accuracy[column.Column.Name])),
                    Figures.Number(told.Rank),
                    string.Empty,
                    string.Empty,
                ]);
        }

        return text.Append("\n![the best so far over what was spent](").Append(chart).Append(")\n").ToString();
    }

    /// <summary>The best so far over what was spent. The first tenth, where all climb, is left out of the range.</summary>
    internal static string Svg(TabularTable result, TabularProtocol protocol)
    {
        BandLine[] lines = [.. result.Methods.Select(method => new BandLine(method.Name, method.Curve))];
        var settled = lines.SelectMany(line => line.Points).Where(point => point.X >= result.Budget / 10).ToArray();
        return new BandChart($"The best so far: {protocol.Told[0].Head}, mean and deviation of {result.Runs:N0} runs", result.Unit, "%", lines)
        {
            Least = settled.Length > 0 ? settled.Min(point => point.Mean - point.Deviation) : null,
        }.ToSvg();
    }
}
