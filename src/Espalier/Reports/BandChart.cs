using System.Globalization;
using Espalier.Reports.Charts;
using Espalier.Reports.Markup;

namespace Espalier.Reports;

/// <summary>A point of a <see cref="BandLine"/>.</summary>
/// <param name="X">Across.</param>
/// <param name="Mean">Up.</param>
/// <param name="Deviation">How far the band reaches to both sides; 0: it has none there.</param>
public readonly record struct BandPoint(double X, double Mean, double Deviation);

/// <summary>One line of a <see cref="BandChart"/>.</summary>
/// <param name="Name">Stands in the legend.</param>
/// <param name="Points">From left to right.</param>
public sealed record BandLine(string Name, IReadOnlyList<BandPoint> Points);

/// <summary>
/// Means over some axis with bands of their deviations, as an SVG document without fonts, files or scripts; light or dark as its viewer asks for.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Across">What is drawn along, with its unit.</param>
/// <param name="Up">What is drawn upwards, with its unit.</param>
/// <param name="Lines">In the order of the legend.</param>
public sealed record BandChart(string Title, string Across, string Up, IReadOnlyList<BandLine> Lines)
{
    private const int Width = 560;
    private const int Height = 320;
    private const int Left = 64;
    private const int Head = 44;
    private const int Foot = 52;
    private const int Pitch = 20;
    private const int LetterWidth = 8;
    private const int Gap = 16;
    private const int Colours = 6;

    /// <summary>Below this value nothing is drawn; null: all is.</summary>
    public double? Least { get; init; }

    /// <summary>The document.</summary>
    public string ToSvg()
    {
        var points = Lines.SelectMany(line => line.Points).ToArray();
        var x = Axis.Around(Across, points.Select(point => point.X));
        var y = Axis.Around(Up, points.SelectMany(point => new[] { point.Mean - point.Deviation, point.Mean + point.Deviation })
            .Where(value => Least is not { } least || value >= least));
        var legend = Left + Width + Gap;
        var (width, height) = (
            legend + 28 + (Lines.Select(line => line.Name.Length).DefaultIfEmpty(0).Max() * LetterWidth),
            Head + Math.Max(Height, Lines.Count * Pitch) + Foot);
        return Html.Of($$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}"
             font-family="Helvetica, Arial, sans-serif" font-size="13" role="img" aria-label="{{Title}}">
            <style>
            .paper{fill:#fff}text{fill:#333}.grid{stroke:#e2e2e2}.line{fill:none;stroke:currentColor;stroke-width:2}.late .line{stroke-dasharray:6 3}
            .band{fill:currentColor;fill-opacity:.12}
            .c0{color:#1f5fa8}.c1{color:#b3501b}.c2{color:#2b7d3c}.c3{color:#8a3fa0}.c4{color:#767676}.c5{color:#a3183d}
            @media (prefers-color-scheme:dark){.paper{fill:#16191d}text{fill:#dcdcdc}.grid{stroke:#34393f}
            .c0{color:#7db4f0}.c1{color:#f0a878}.c2{color:#7ecb95}.c3{color:#cf9be0}.c4{color:#9a9a9a}.c5{color:#f08aa6} }
            </style>
            <clipPath id="plot"><rect x="{{Left}}" y="{{Head}}" width="{{Width}}" height="{{Height}}"/></clipPath>
            <rect class="paper" width="100%" height="100%"/>
            <text x="{{Left}}" y="22" font-weight="bold">{{Title}}</text>
            {{y.Ticks.Select(Row)}}{{x.Ticks.Select(Column)}}<text x="{{Left + (Width / 2)}}" y="{{Head + Height + 42}}" text-anchor="middle">{{Across}}</text>
            <text x="{{Left}}" y="{{Head - 8}}">{{Up}}</text>
            {{Lines.Select(Line)}}{{Lines.Select(Key)}}</svg>

            """).ToString();

        Html Row(double value) => Html.Of($"""
            <line class="grid" x1="{Left}" x2="{Left + Width}" y1="{Down(value)}" y2="{Down(value)}"/>
            <text x="{Left - 8}" y="{Down(value)}" dy=".33em" text-anchor="end">{y.Label(value)}</text>

            """);

        Html Column(double value) => Html.Of($"""
            <line class="grid" x1="{Right(value)}" x2="{Right(value)}" y1="{Head + Height}" y2="{Head + Height + 5}"/>
            <text x="{Right(value)}" y="{Head + Height + 20}" text-anchor="middle">{x.Label(value)}</text>

            """);

        Html Line(BandLine line, int place)
        {
            var band = string.Join('L', line.Points.Select(point => Place(point.X, point.Mean - point.Deviation))
                .Concat(line.Points.Reverse().Select(point => Place(point.X, point.Mean + point.Deviation))));
            return Html.Of($"""
                <g class="{Class(place)}" clip-path="url(#plot)"><path class="band" d="M{band}Z"/>
                <path class="line" d="M{string.Join('L', line.Points.Select(point => Place(point.X, point.Mean)))}"/></g>

                """);
        }

        Html Key(BandLine line, int place)
        {
            var at = Head + 10 + (place * Pitch);
            return Html.Of($"""
                <g class="{Class(place)}"><path class="line" d="M{legend} {at}L{legend + 20} {at}"/></g>
                <text x="{legend + 28}" y="{at}" dy=".33em">{line.Name}</text>

                """);
        }

        string Place(double across, double up) => $"{Right(across)} {Down(up)}";

        string Right(double value) => Digits(Left + (Width * x.At(value)));

        string Down(double value) => Digits(Head + (Height * (1 - y.At(value))));
    }

    private static string Class(int place) => string.Create(
        CultureInfo.InvariantCulture, $"c{place % Colours}{(place >= Colours ? " late" : string.Empty)}");

    private static string Digits(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
