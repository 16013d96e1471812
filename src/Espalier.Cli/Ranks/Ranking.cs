using System.Text.Json;
using Espalier.Estimators;
using Espalier.Estimators.ZeroCost;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Ranks;

/// <summary>Candidates in order: what <c>rank --json</c> prints.</summary>
/// <param name="Space">Whose genotypes.</param>
/// <param name="Network">The size of the networks.</param>
/// <param name="Proxies">What they are ranked by.</param>
/// <param name="Rule">How several proxies make one ranking.</param>
/// <param name="Candidates">The best first.</param>
/// <param name="Against">What the table says of the rankings; null: none was asked.</param>
internal sealed record Ranking(
    string Space,
    string Network,
    IReadOnlyList<string> Proxies,
    RankRule Rule,
    IReadOnlyList<RankedCandidate> Candidates,
    RankingsAgainst? Against)
{
    internal const string Params = "params";
    internal const string Macs = "macs";

    /// <summary>What the ranking by all proxies together is called.</summary>
    internal const string Together = "together";

    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);

    /// <summary>Ranks candidates.</summary>
    /// <param name="candidates">Two at least.</param>
    /// <param name="rule">How several proxies make one ranking.</param>
    /// <param name="known">A table that knows them, with the column that matters; null: none.</param>
    internal static Ranking Of(Candidates candidates, RankRule rule, (ITabularBenchmark Table, TableColumn Column)? known)
    {
        var costs = candidates.Costs();
        var ranks = candidates.Proxies.ToDictionary(
            name => name,
            name => CandidateRanks.Of([.. candidates.Scored.Select(one => one.Scores[name])], ZeroCostScorer.Find(name).HigherIsBetter),
            StringComparer.Ordinal);
        double[][] each = [.. candidates.Proxies.Select(name => ranks[name])];
        var together = rule == RankRule.Mean ? CandidateRanks.Mean(each) : CandidateRanks.Vote(each);
        double[]? truth = known is { } table
            ? [.. candidates.Genotypes.Select(genotype => table.Column[table.Table.IndexOf(genotype)])]
            : null;

        // Who is as good as another stands in the order of the candidates, so that the same command prints the same.
        var order = Enumerable.Range(0, together.Length).OrderBy(index => together[index]).ThenBy(index => index).ToArray();
        var places = CandidateRanks.Of([.. together.Select(value => (double?)value)], higherIsBetter: false);
        return new(
            candidates.Space.Name,
            ScoringTerms.NetworkText(candidates.Settings),
            candidates.Proxies,
            rule,
            [
                .. order.Select(index => new RankedCandidate(
                    places[index],
                    candidates.Genotypes[index].Text,
                    costs[index].Parameters,
                    costs[index].Macs,
                    candidates.Proxies.ToDictionary(name => name, name => candidates.Scored[index].Scores[name]),
                    candidates.Proxies.ToDictionary(name => name, name => ranks[name][index]),
                    truth?[index])),
            ],
            known is { } found ? RankingsAgainst.Of(found.Column, truth!, [.. Rankings()]) : null);

        IEnumerable<(string Name, double[] Values)> Rankings()
        {
            if (candidates.Proxies.Count > 1)
            {
                yield return (Together, Falling(together));
            }

            foreach (var name in candidates.Proxies)
            {
                yield return (name, Falling(ranks[name]));
            }

            foreach (var (name, values) in new[]
            {
                (Params, costs.Select(cost => (double)cost.Parameters)), (Macs, costs.Select(cost => (double)cost.Macs)),
            }.Where(size => !candidates.Proxies.Contains(size.Item1)))
            {
                yield return (name, [.. values]);
            }
        }

        static double[] Falling(double[] places) => Array.ConvertAll(places, place => -place);
    }
}

/// <summary>A candidate in its place.</summary>
/// <param name="Rank">1 is the best; those as good as each other share the mean of their places.</param>
/// <param name="Genotype">Its text.</param>
/// <param name="Params">Trained parameters of the network that was scored.</param>
/// <param name="Macs">Multiply-accumulates of one image.</param>
/// <param name="Scores">By proxy; null where there is no finite one.</param>
/// <param name="Ranks">By proxy.</param>
/// <param name="Known">What the table's column says; null: none was asked.</param>
internal sealed record RankedCandidate(
    double Rank,
    string Genotype,
    long Params,
    long Macs,
    IReadOnlyDictionary<string, double?> Scores,
    IReadOnlyDictionary<string, double> Ranks,
    double? Known);

/// <summary>Rankings held against a table.</summary>
/// <param name="Column">The column that matters.</param>
/// <param name="Rankings">How far each agrees with it, from -1 to 1; that by sizes takes the larger for the better.</param>
internal sealed record RankingsAgainst(string Column, IReadOnlyList<RankingAgreement> Rankings)
{
    internal static RankingsAgainst Of(TableColumn column, double[] truth, IReadOnlyList<(string Name, double[] Values)> rankings)
    {
        double[] better = column.HigherIsBetter ? truth : Array.ConvertAll(truth, value => -value);
        return new(
            column.Name,
            [
                .. rankings.Select(ranking => new RankingAgreement(
                    ranking.Name, RankCorrelation.Spearman(ranking.Values, better), RankCorrelation.Kendall(ranking.Values, better))),
            ]);
    }
}

/// <summary>How far a ranking agrees with a column.</summary>
/// <param name="Ranking">By what.</param>
/// <param name="Spearman">Of the ranks; NaN where either side tells nothing apart.</param>
/// <param name="Kendall">Tau-b; likewise.</param>
internal sealed record RankingAgreement(string Ranking, double Spearman, double Kendall);
