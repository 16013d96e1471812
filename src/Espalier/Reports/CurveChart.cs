using System.Globalization;
using Espalier.Reports.Charts;
using Espalier.Reports.Markup;

namespace Espalier.Reports;

/// <summary>What is drawn of one of several things over two axes.</summary>
/// <param name="Name">Stands beside it.</param>
/// <param name="Points">From left to right; those that are no numbers are left out.</param>
public sealed record CurveRow(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>Whether its points are joined by a line.</summary>
    public bool Joined { get; init; } = true;

    /// <summary>Whether it is what the others are compared with, and stands back.</summary>
    public bool Reference { get; init; }
}

/// <summary>
/// Curves over an axis of magnitudes (each step across is a power of ten) or of plain numbers, as an SVG document without fonts, files or scripts; light or dark as
/// its viewer asks for. Each has a colour and a sign of its own.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Across">What is drawn across, with its unit; above 0 where it is by magnitudes.</param>
/// <param name="Up">What is drawn upwards, with its unit.</param>
/// <param name="Rows">From the top of the legend.</param>
public sealed record CurveChart(string Title, string Across, string Up, IReadOnlyList<CurveRow> Rows)
{
    private const int Plot = 620;
    private const int Rise = 380;
    private const int Head = 46;
    private const int Left = 64;
    private const int Foot = 54;
    private const int Pitch = 20;
    private const int Gap = 16;
    private const int LetterWidth = 8;
    private const double GoldenAngle = 137.5;

    /// <summary>Whether equal steps across are equal differences, not powers of ten.</summary>
    public bool Linear { get; init; }

    /// <summary>The document.</summary>
    public string ToSvg()
    {
        var points = Rows.SelectMany(Drawn).ToArray();
        var x = Linear ? Axis.Around(Across, points.Select(point => point.X)) : Axis.Exactly(
            Across,
            Math.Floor(points.Select(point => point.X).DefaultIfEmpty(0).Min()),
            Math.Ceiling(points.Select(point => point.X).DefaultIfEmpty(1).Max()),
            1);
        var y = Axis.Around(Up, points.Select(point => point.Y));
        var (bottom, key) = (Head + Rise, Left + Plot + Gap);
        var width = key + (2 * Gap) + (Rows.Select(row => row.Name.Length).DefaultIfEmpty(0).Max() * LetterWidth);
        var height = Math.Max(bottom + Foot, Head + (Rows.Count * Pitch) + Gap);
        return Html.Of($$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}"
             font-family="Helvetica, Arial, sans-serif" font-size="13" role="img" aria-label="{{Title}}">
            <style>
            .paper{fill:#fff}text{fill:#333}.grid{stroke:#e2e2e2}path{fill:none;stroke-width:1.6}.told{stroke-dasharray:5 4}
            @media (prefers-color-scheme:dark){.paper{fill:#16191d}text{fill:#dcdcdc}.grid{stroke:#34393f} }
            </style>
            <rect class="paper" width="100%" height="100%"/>
            <text x="{{Left}}" y="22" font-weight="bold">{{Title}}</text>
            {{x.Ticks.Select(Column)}}{{y.Ticks.Select(Level)}}
            <text x="{{Left + (Plot / 2)}}" y="{{bottom + 42}}" text-anchor="middle">{{Across}}</text>
            <text transform="translate(16 {{Head + (Rise / 2)}}) rotate(-90)" text-anchor="middle">{{Up}}</text>
            {{Rows.Index().Select(row => Row(row.Index, row.Item))}}</svg>

            """).ToString();

        Html Column(double tick) => Html.Of($"""
            <line class="grid" x1="{At(tick)}" x2="{At(tick)}" y1="{Head}" y2="{bottom}"/>
            <text x="{At(tick)}" y="{bottom + 18}" text-anchor="middle">{(Linear ? x.Label(tick) : Power(tick))}</text>

            """);

        Html Level(double tick) => Html.Of($"""
            <line class="grid" x1="{Left}" x2="{Left + Plot}" y1="{Down(tick)}" y2="{Down(tick)}"/>
            <text x="{Left - 8}" y="{Down(tick)}" dy=".33em" text-anchor="end">{y.Label(tick)}</text>

            """);

        Html Row(int place, CurveRow row)
        {
            var drawn = Drawn(row).ToArray();
            var colour = string.Create(CultureInfo.InvariantCulture, $"hsl({place * GoldenAngle % 360:0} 70% 48%)");
            var path = string.Join('L', drawn.Select(point => $"{At(point.X)} {Down(point.Y)}"));
            var line = row.Joined && drawn.Length > 1
                ? Html.Of($"<path class=\"{(row.Reference ? "told" : "row")}\" stroke=\"{colour}\" d=\"M{path}\"/>\n")
                : Html.None;
            var legend = Head + (Pitch / 2) + (place * Pitch);
            return Html.Of($"""
                <g fill="{colour}">
                {line}{drawn.Select(point => Sign(place, At(point.X), Down(point.Y)))}{Sign(place, Number(key), Number(legend))}</g>
                <text x="{key + Gap}" y="{legend}" dy=".33em">{row.Name}</text>

                """);
        }

        string At(double value) => Number(Left + (Plot * x.At(value)));

        string Down(double value) => Number(bottom - (Rise * y.At(value)));
    }

    /// <summary>Colours alone are not told apart by everybody.</summary>
    private static Html Sign(int place, string x, string y) => (place % 3) switch
    {
        0 => Html.Of($"<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>\n"),
        1 => Html.Of($"<rect x=\"-3.5\" y=\"-3.5\" width=\"7\" height=\"7\" transform=\"translate({x} {y})\"/>\n"),
        _ => Html.Of($"<rect x=\"-3.5\" y=\"-3.5\" width=\"7\" height=\"7\" transform=\"translate({x} {y}) rotate(45)\"/>\n"),
    };

    private IEnumerable<(double X, double Y)> Drawn(CurveRow row) => row.Points
        .Where(point => (Linear || point.X > 0) && double.IsFinite(point.X) && double.IsFinite(point.Y))
        .Select(point => (Linear ? point.X : Math.Log10(point.X), point.Y));

    private static string Power(double exponent) => exponent is >= -3 and <= 5
        ? Math.Pow(10, exponent).ToString("#,##0.###", CultureInfo.InvariantCulture)
        : $"1e{exponent.ToString("0", CultureInfo.InvariantCulture)}";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
