using Espalier.Estimators.Tables;
using Espalier.Estimators.ZeroCost;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>Our zero-cost scores of NAS-Bench-201 cells beside stored ones, accuracies and published correlations.</summary>
internal sealed class ProxyBench
{
    internal const string Name = "proxies";

    /// <summary>Which cells are scored in which order: decides what a file of scores belongs to.</summary>
    internal const string Order = "cells of nas-bench-suite-zero on cifar10, shuffled by the seed";

    private const string Data = "cifar10";
    private static readonly string[] Voters = ["synflow", "jacob-cov", "snip"];
    private readonly TablesFolder tables;
    private readonly StoredScores[] stored;

    /// <summary>Reads the stored scores.</summary>
    /// <exception cref="InvalidInputException">They are missing or damaged.</exception>
    internal ProxyBench(TablesFolder tables, ulong seed)
    {
        this.tables = tables;
        var space = new NasBench201Space();
        stored = [.. SuiteZeroTable.Load(tables, SuiteZeroSource.NasBench201, space).Of(Data)];
        new SeededRandom(SeededRandom.Derive(seed, "cells")).Shuffle(stored);
        Genotypes = [.. stored.Select(row => space.Parse(row.Architecture, SuiteZeroTable.Folder))];
    }

    /// <summary>The cells, in the order in which they are scored.</summary>
    internal IReadOnlyList<Genotype> Genotypes { get; }

    /// <summary>How many cells are meant.</summary>
    /// <exception cref="InvalidInputException">There are fewer.</exception>
    internal int Count(string option, int? asked) => asked <= stored.Length || asked is null
        ? asked ?? stored.Length
        : throw new InvalidInputException($"{option} {asked}", $"scores of {stored.Length} cells are stored", "ask for fewer");

    /// <summary>What the scores come to.</summary>
    /// <param name="command">The command that does it again.</param>
    /// <param name="terms">What decided them.</param>
    /// <param name="scored">By proxy: the first so many cells.</param>
    internal ProxyTable Compare(string command, ScoringTerms terms, IReadOnlyDictionary<string, IReadOnlyList<ScoredGenotype>> scored)
    {
        var rows = scored.Select(proxy => Row(proxy.Key, proxy.Value)).ToList();
        if (Voters.All(scored.ContainsKey))
        {
            rows.Add(Vote(scored));
        }

        return new ProxyTable(
            command,
            terms.Data,
            terms.Network,
            terms.Batch,
            terms.Seed,
            RunEnvironment.Capture(1),
            [.. rows.OrderByDescending(row => row.Accuracy.Spearman)],
            [.. SuiteZeroSource.All.SelectMany(Elsewhere)]);
    }

    private ProxyRow Row(string name, IReadOnlyList<ScoredGenotype> scored)
    {
        var up = ZeroCostScorer.Find(name).HigherIsBetter;
        double?[] ours = [.. scored.Select(one => one.Scores[name] is { } score ? (up ? score : -score) : (double?)null)];
        var rows = stored.AsSpan(0, scored.Count).ToArray();
        int[] both = [.. Enumerable.Range(0, rows.Length).Where(index => rows[index].Scores.ContainsKey(name))];
        double?[] theirs = [.. both.Select(index => rows[index].Scores[name])];
        return new ProxyRow(
            name,
            RankAgreement.Of(ours, Accuracies(rows)),
            both.Length < 2 ? null : RankAgreement.Of([.. both.Select(index => ours[index])], theirs),
            both.Length < 2 ? null : RankAgreement.Of(theirs, Accuracies([.. both.Select(index => rows[index])])),
            PublishedCorrelation.Of(name),
            scored.Average(one => one.Milliseconds[name]),
            ours.Count(score => score is null));
    }

    /// <summary>The vote of three, as published: on the cells that all three have scores of.</summary>
    private ProxyRow Vote(IReadOnlyDictionary<string, IReadOnlyList<ScoredGenotype>> scored)
    {
        var count = Voters.Min(name => scored[name].Count);
        var rows = stored.AsSpan(0, count).ToArray();
        var ours = Elected(name => [.. scored[name].Take(count).Select(one => one.Scores[name])]);
        var theirs = Elected(name => [.. rows.Select(row => row.Scores.GetValueOrDefault(name))]);
        var name = $"vote of {string.Join(", ", Voters)}";
        return new ProxyRow(
            name,
            RankAgreement.Of(ours, Accuracies(rows)),
            RankAgreement.Of(ours, theirs),
            RankAgreement.Of(theirs, Accuracies(rows)),
            PublishedCorrelation.Of("vote"),
            Voters.Sum(voter => scored[voter].Take(count).Average(one => one.Milliseconds[voter])),
            0);

        double?[] Elected(Func<string, double?[]> scores)
        {
            var lost = CandidateRanks.Vote([.. Voters.Select(voter => CandidateRanks.Of(scores(voter), higherIsBetter: true))]);
            return Array.ConvertAll(lost, defeats => (double?)-defeats);
        }
    }

    /// <summary>How well stored scores go with stored accuracies, part by part of a file.</summary>
    private IEnumerable<StoredRow> Elsewhere(SuiteZeroSource source)
    {
        var table = SuiteZeroTable.Load(tables, source);
        return
            from data in table.Data
            let rows = table.Of(data)
            from proxy in table.Proxies
            let known = rows.Where(row => row.Scores.ContainsKey(proxy)).ToArray()
            where known.Length >= 2
            select new StoredRow(
                source.Name, data, proxy, RankAgreement.Of([.. known.Select(row => row.Scores[proxy])], Accuracies(known)));
    }

    private static double?[] Accuracies(IReadOnlyList<StoredScores> rows) => [.. rows.Select(row => (double?)row.Accuracy)];
}
