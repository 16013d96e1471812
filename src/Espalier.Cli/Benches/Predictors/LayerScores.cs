using Espalier.Estimators.ZeroCost;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>What each layer of cells adds to zero-cost scores, as <c>bench proxies --layers</c> wrote it down.</summary>
/// <param name="Made">What decided the scores, in words.</param>
/// <param name="OfCells">By a cell's text and the proxy's name; those that all the proxies have scored.</param>
internal sealed record LayerScores(string Made, IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double>>> OfCells)
{
    private const string Mend = "score all cells with: ./espalier bench proxies --layers --proxies grad-norm,snip,synflow --out DIR";

    /// <summary>Reads the folder of such a bench.</summary>
    /// <exception cref="InvalidInputException">It holds none, or some of others' making, or a file is damaged.</exception>
    internal static LayerScores Load(string bench)
    {
        var folder = ProxyScores.Folder(bench);
        string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)] : [];
        var read = files.Select(ScoreFile.Load).Where(file => file.Terms.Layers).ToArray();
        if (read.Length == 0)
        {
            throw new InvalidInputException(folder, "holds no scores with their layers", Mend);
        }

        string[] made = [.. read.Select(file => Told(file.Terms)).Distinct()];
        return made.Length == 1
            ? new(made[0], read.SelectMany(file => file.Scored).GroupBy(scored => scored.Genotype).Where(cell => cell.Count() == read.Length).ToDictionary(
                cell => cell.Key, IReadOnlyDictionary<string, IReadOnlyList<double>> (cell) => cell.SelectMany(scored => scored.Layers!).ToDictionary()))
            : throw new InvalidInputException(folder, $"holds scores made in different ways: {string.Join("; ", made)}", Mend);
    }

    private static string Told(ScoringTerms terms) => $"{terms.Network}, batches of {terms.Batch} of {terms.Data}, seed {terms.Seed}";
}
