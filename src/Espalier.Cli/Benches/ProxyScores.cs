using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;

namespace Espalier.Cli.Benches;

/// <summary>
/// The scores of a bench on disk, a file for each proxy, so that each can be gone on with, taken away or added to without the others.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="terms">What decides them; the proxy is filled in.</param>
/// <param name="genotypes">All that may be scored, in an order that never changes: fewer of them are the first of these.</param>
internal sealed class ProxyScores(string folder, ScoringTerms terms, IReadOnlyList<Genotype> genotypes)
{
    /// <summary>Where a bench keeps them in its folder.</summary>
    internal static string Folder(string bench) => Path.Combine(bench, "scores");

    /// <summary>Looks whether the files that are there hold scores of these terms, before any is added to.</summary>
    /// <exception cref="InvalidInputException">One does not, or is damaged.</exception>
    internal void Check(IEnumerable<string> proxies)
    {
        foreach (var proxy in proxies)
        {
            ScoreFile.Check(FileOf(proxy), terms with { Proxies = [proxy] });
        }
    }

    /// <summary>Scores the first genotypes with a proxy; those in its file are not scored again.</summary>
    /// <param name="scorer">Scores one.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="count">How many are asked for.</param>
    /// <param name="threads">How many at once.</param>
    /// <param name="observer">Told how many are ready, and of how many.</param>
    /// <param name="cancellation">Looked at between networks.</param>
    /// <returns>Of the first <paramref name="count"/>, in their order.</returns>
    internal IReadOnlyList<ScoredGenotype> Of(
        ZeroCostScorer scorer, string proxy, int count, int threads, Action<int, int> observer, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        using var file = ScoreFile.Open(FileOf(proxy), terms with { Proxies = [proxy] });

        // More may be there than are asked for now; several threads may have left gaps.
        var asked = Math.Max(count, file.Known.Select(known => known.Number + 1).DefaultIfEmpty(0).Max());
        Genotype[] open = [.. genotypes.Take(asked)];
        observer(file.Known.Count, open.Length);
        return
        [
            .. new Scoring(scorer, [proxy], TimeProvider.System, terms.Layers)
                .Run(open, threads, file, done => observer(done, open.Length), cancellation)
                .Take(count),
        ];
    }

    private string FileOf(string proxy) => Path.Combine(folder, $"{proxy}.jsonl");
}
