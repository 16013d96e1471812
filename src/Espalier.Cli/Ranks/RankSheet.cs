using System.Globalization;
using Espalier.Cli.Output;

namespace Espalier.Cli.Ranks;

/// <summary>A ranking on standard output.</summary>
internal static class RankSheet
{
    /// <param name="ranking">The ranking.</param>
    /// <param name="top">How many candidates are shown; 0: all.</param>
    internal static void Print(Ranking ranking, int top)
    {
        var shown = top == 0 ? ranking.Candidates.Count : Math.Min(top, ranking.Candidates.Count);
        string[] column = ranking.Against is { } known ? [$">{known.Column}"] : [];
        var sheet = new Sheet([">rank", .. ranking.Proxies.Select(name => $">{name}"), ">parameters", ">MACs", .. column, "genotype"]);
        foreach (var one in ranking.Candidates.Take(shown))
        {
            sheet.Add(
            [
                Place(one.Rank),
                .. ranking.Proxies.Select(name => $"{Number(one.Scores[name], "G6")} ({Place(one.Ranks[name])})"),
                Number(one.Params, "N0"),
                Number(one.Macs, "N0"),
                .. one.Known is { } value ? new[] { Number(value, "0.0000") } : [],
                one.Genotype,
            ]);
        }

        sheet.Print();
        var rest = ranking.Candidates.Count - shown;
        if (rest > 0)
        {
            Console.Out.WriteLine($"and {rest:N0} more; --top 0 shows all");
        }

        if (ranking.Against is { } against)
        {
            Agreement(against);
        }
    }

    private static void Agreement(RankingsAgainst against)
    {
        Console.Out.WriteLine();
        var sheet = new Sheet($"agreement with {against.Column}", ">Spearman", ">Kendall");
        foreach (var one in against.Rankings)
        {
            sheet.Add(one.Ranking, Number(one.Spearman, "0.000"), Number(one.Kendall, "0.000"));
        }

        sheet.Print();
    }

    private static string Place(double rank) => rank.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(double? value, string format) => value is { } number && double.IsFinite(number)
        ? number.ToString(format, CultureInfo.InvariantCulture)
        : "none";
}
