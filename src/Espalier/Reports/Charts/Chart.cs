using System.Globalization;
using System.Text;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Charts;

/// <summary>
/// Lines and points over two axes, as SVG that fits any width: text keeps its size, since only the lines are stretched. It can be read
/// without a script; report.js makes its points speak when they are pointed at, tapped or reached by the keyboard.
/// </summary>
internal sealed record Chart
{
    private const int Stretch = 1000;
    private const int LetterWidth = 7;
    private const int MostTableRows = 200;

    /// <summary>What it shows, in a few words.</summary>
    internal required string Title { get; init; }

    /// <summary>A sentence for whoever does not see it.</summary>
    internal required string Description { get; init; }

    /// <summary>Across.</summary>
    internal required Axis X { get; init; }

    /// <summary>Up.</summary>
    internal required Axis Y { get; init; }

    /// <summary>What is drawn; later ones lie above.</summary>
    internal required IReadOnlyList<Series> Series { get; init; }

    /// <summary>A value across that a line marks, with what it is.</summary>
    internal (double X, string Name)? Rule { get; init; }

    /// <summary>How a value is told in the table; null: the chart has no table of its own.</summary>
    internal Func<double, string>? Told { get; init; }

    /// <summary>The figure.</summary>
    internal Html ToHtml()
    {
        var left = Y.Ticks.Select(tick => Y.Label(tick).Length).DefaultIfEmpty(1).Max() * LetterWidth;
        return Html.Of($"""
            <figure class="chart">
            <figcaption>{Title}</figcaption>
            <div class="head">{Legend()}<p class="axis up" aria-hidden="true">{Y.Title}</p></div>
            <div class="plot" style="padding-left:{left + 14}px"><svg role="group" aria-label="{Description}" width="100%" height="100%">
            {Grid()}<svg class="lines" viewBox="0 0 {Stretch} {Stretch}" preserveAspectRatio="none" width="100%" height="100%" aria-hidden="true">
            {Series.Select(Lines)}</svg>
            {Series.Where(series => series.Dots).Select(Dots)}</svg></div>
            <p class="axis across" aria-hidden="true">{X.Title}</p>
            {Table()}</figure>

            """);
    }

    private Html Legend()
    {
        var named = Series.Where(series => series.Named).ToArray();
        return named.Length < 2
            ? Html.None
            : Html.Of($"<ul class=\"legend\">{named.Select(series => Html.Of($"<li>{Key(series)}{series.Name}</li>"))}</ul>\n");
    }

    private static Html Key(Series series)
    {
        var line = series.Joined ? Html.Of($"<line class=\"line\" x1=\"0\" y1=\"7\" x2=\"22\" y2=\"7\"/>") : Html.None;
        var chosen = series.Marks.Any(mark => mark.Chosen);
        var dot = series.Dots
            ? Html.Of($"<circle class=\"dot{(chosen ? " chosen" : string.Empty)}\" cx=\"11\" cy=\"7\" r=\"{(chosen ? 5 : 4)}\"/>")
            : Html.None;
        return Html.Of($"<svg class=\"{Class(series)}\" width=\"22\" height=\"14\" aria-hidden=\"true\">{line}{dot}</svg>");
    }

    private Html Grid()
    {
        var up = Y.Ticks.Select(tick => Html.Of($"""
            <line x1="0" x2="100%" y1="{Down(tick)}" y2="{Down(tick)}"/>
            <text x="0" dx="-8" y="{Down(tick)}" dy=".33em" text-anchor="end">{Y.Label(tick)}</text>

            """));
        var across = X.Ticks.Select(tick => Html.Of($"""
            <line class="tick" x1="{Across(tick)}" x2="{Across(tick)}" y1="100%" y2="100%"/>
            <text x="{Across(tick)}" y="100%" dy="20" text-anchor="middle">{X.Label(tick)}</text>

            """));
        var rule = Rule is { } marked ? RuleAt(marked.X, marked.Name) : Html.None;
        return Html.Of($"<g class=\"grid\" aria-hidden=\"true\">\n{up}{across}{rule}</g>\n");
    }

    /// <summary>Its name stands on the side where there is room.</summary>
    private Html RuleAt(double value, string name)
    {
        var (side, anchor) = X.At(value) > 0.5 ? (-6, "end") : (6, "start");
        return Html.Of($"""
            <line class="rule" x1="{Across(value)}" x2="{Across(value)}" y1="0" y2="100%"/>
            <text class="rule" x="{Across(value)}" dx="{side}" y="0" dy="11" text-anchor="{anchor}">{name}</text>

            """);
    }

    private Html Lines(Series series)
    {
        var band = Band(series.Marks);
        var line = series.Joined ? Line(series.Marks) : string.Empty;
        return Html.Of($"<g class=\"{Class(series)}\">{Path("band", band)}{Path("line", line)}</g>\n");

        static Html Path(string kind, string path) => path.Length > 0 ? Html.Of($"<path class=\"{kind}\" d=\"{path}\"/>") : Html.None;
    }

    private Html Dots(Series series) => Html.Of($"""
        <g class="{Class(series)}">
        {series.Marks.Where(mark => double.IsFinite(mark.Y)).Select(Dot)}</g>

        """);

    private Html Dot(Mark mark)
    {
        var (kind, radius) = mark.Chosen ? ("dot chosen", 7) : ("dot", 4);
        return Html.Of($"""
            <circle class="{kind}" cx="{Across(mark.X)}" cy="{Down(mark.Y)}" r="{radius}"><title>{mark.Tip}</title></circle>

            """);
    }

    private string Line(IReadOnlyList<Mark> marks)
    {
        var path = new StringBuilder();
        var lifted = true;
        foreach (var mark in marks)
        {
            if (double.IsFinite(mark.Y))
            {
                path.Append(lifted ? 'M' : 'L').Append(Place(mark.X, mark.Y));
            }

            lifted = !double.IsFinite(mark.Y);
        }

        return path.ToString();
    }

    private string Band(IReadOnlyList<Mark> marks)
    {
        var known = marks.Where(mark => mark.Interval is not null).ToArray();
        return known.Length < 2
            ? string.Empty
            : "M" + string.Join('L', known.Select(mark => Place(mark.X, mark.Interval!.Value.Low))
                .Concat(known.Reverse().Select(mark => Place(mark.X, mark.Interval!.Value.High)))) + "Z";
    }

    private Html Table()
    {
        if (Told is null)
        {
            return Html.None;
        }

        var named = Series.Where(series => series is { Named: true, Dots: true }).ToArray();
        var places = named.SelectMany(series => series.Marks).Select(mark => mark.X).Distinct().Order().ToArray();

        // A long run's table would outweigh its page; every so many rows tell the same.
        var every = (places.Length + MostTableRows - 1) / MostTableRows;
        var table = new HtmlTable(Title, [$">{X.Title}", .. named.Select(series => $">{series.Name}")]);
        foreach (var place in places.Where((_, i) => i % Math.Max(1, every) == 0))
        {
            table.Add([Numbers.Plain(place), .. named.Select(series => (object)Value(series, place))]);
        }

        return table.IsEmpty ? Html.None : Html.Of($"<details><summary>numbers</summary>{table.ToHtml()}</details>\n");

        string Value(Series series, double place) =>
            series.Marks.FirstOrDefault(mark => mark.X == place) is { } mark && double.IsFinite(mark.Y) ? Told(mark.Y) : "-";
    }

    private string Across(double value) => Digits(100 * X.At(value)) + "%";

    private string Down(double value) => Digits(100 * (1 - Y.At(value))) + "%";

    private string Place(double x, double y) => $"{Digits(Stretch * X.At(x))} {Digits(Stretch * (1 - Y.At(y)))}";

    private static string Digits(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Class(Series series) =>
        string.Create(CultureInfo.InvariantCulture, $"c{series.Colour}{(series.Faint ? " faint" : string.Empty)}");
}
