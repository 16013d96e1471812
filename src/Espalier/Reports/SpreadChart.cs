using System.Globalization;
using Espalier.Reports.Markup;

namespace Espalier.Reports;

/// <summary>What is drawn of one row of a <see cref="SpreadChart"/>.</summary>
/// <param name="Name">Stands before it.</param>
/// <param name="Values">A dot each; those that are no numbers are left out.</param>
/// <param name="Mean">A stroke across the row; null: none.</param>
/// <param name="Deviation">A line to both sides of the mean; null: none.</param>
public sealed record SpreadRow(string Name, IReadOnlyList<double> Values, double? Mean, double? Deviation = null)
{
    /// <summary>Whether it is what the others are compared with, and stands back.</summary>
    public bool Reference { get; init; }
}

/// <summary>
/// Values of several rows along one axis, as an SVG document without fonts, files or scripts; light or dark as its viewer asks for.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Axis">What is drawn along the axis, with its unit.</param>
/// <param name="Rows">From the top.</param>
public sealed record SpreadChart(string Title, string Axis, IReadOnlyList<SpreadRow> Rows)
{
    private const int Pitch = 26;
    private const int Head = 40;
    private const int Foot = 52;
    private const int LetterWidth = 8;
    private const int Plot = 520;
    private const int Gap = 12;
    private const int Edge = 24;
    private const int Reach = 8;

    /// <summary>The document.</summary>
    public string ToSvg()
    {
        var axis = Charts.Axis.Around(Axis, Rows.SelectMany(Drawn));
        var left = (Rows.Select(row => row.Name.Length).DefaultIfEmpty(0).Max() * LetterWidth) + Gap;
        var (width, height) = (left + Plot + Edge, Head + (Rows.Count * Pitch) + Foot);
        var bottom = height - Foot;
        return Html.Of($$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}"
             font-family="Helvetica, Arial, sans-serif" font-size="13" role="img" aria-label="{{Title}}">
            <style>
            .paper{fill:#fff}text{fill:#333}.grid{stroke:#e2e2e2}
            .dot{fill:#1f5fa8;fill-opacity:.75}.mean{stroke:#1f5fa8;stroke-width:3}.spread{stroke:#1f5fa8}
            .told .dot{fill:#767676}.told .mean,.told .spread{stroke:#767676}.told text{fill:#666}
            @media (prefers-color-scheme:dark){.paper{fill:#16191d}text{fill:#dcdcdc}.grid{stroke:#34393f}
            .dot{fill:#7db4f0}.mean,.spread{stroke:#7db4f0}
            .told .dot{fill:#9a9a9a}.told .mean,.told .spread{stroke:#9a9a9a}.told text{fill:#aaa} }
            </style>
            <rect class="paper" width="100%" height="100%"/>
            <text x="{{left}}" y="22" font-weight="bold">{{Title}}</text>
            {{axis.Ticks.Select(Tick)}}<text x="{{left + (Plot / 2)}}" y="{{height - Gap}}" text-anchor="middle">{{Axis}}</text>
            {{Rows.Select(Row)}}</svg>

            """).ToString();

        Html Tick(double value) => Html.Of($"""
            <line class="grid" x1="{Across(value)}" x2="{Across(value)}" y1="{Head - 6}" y2="{bottom}"/>
            <text x="{Across(value)}" y="{bottom + 18}" text-anchor="middle">{axis.Label(value)}</text>

            """);

        Html Row(SpreadRow row, int place)
        {
            var y = Head + (place * Pitch) + (Pitch / 2);
            var parts = new List<Html>();
            if (row.Mean is { } mean && double.IsFinite(mean))
            {
                if (row.Deviation is { } deviation)
                {
                    parts.Add(Line("spread", Math.Max(axis.Low, mean - deviation), Math.Min(axis.High, mean + deviation), y, y));
                }

                parts.Add(Line("mean", mean, mean, y - Reach, y + Reach));
            }

            parts.AddRange(row.Values.Where(double.IsFinite).Select(value =>
                Html.Of($"<circle class=\"dot\" cx=\"{Across(value)}\" cy=\"{y}\" r=\"4.5\"/>\n")));
            return Html.Of($"""
                <g class="{(row.Reference ? "told" : "row")}">
                <text x="{left - Gap}" y="{y}" dy=".33em" text-anchor="end">{row.Name}</text>
                {parts}</g>

                """);
        }

        Html Line(string kind, double from, double to, int top, int end) =>
            Html.Of($"<line class=\"{kind}\" x1=\"{Across(from)}\" x2=\"{Across(to)}\" y1=\"{top}\" y2=\"{end}\"/>\n");

        string Across(double value) => (left + (Plot * axis.At(value))).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<double> Drawn(SpreadRow row) => row.Mean is { } mean ? row.Values.Append(mean) : row.Values;
}
