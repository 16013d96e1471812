using System.Text;
using Espalier.Studies;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// Scores on disk, a JSON document per line: first what decides them, then the genotypes as they become ready. What is there already is not
/// scored again.
/// </summary>
public sealed class ScoreFile : IDisposable
{
    private const string Mend = "give another --out, or delete it";
    private readonly Lock writing = new();
    private readonly RunLog lines;

    private ScoreFile(RunLog lines, IReadOnlyList<ScoredGenotype> known) => (this.lines, Known) = (lines, known);

    /// <summary>The genotypes that were scored before, in the order in which they became ready.</summary>
    public IReadOnlyList<ScoredGenotype> Known { get; }

    /// <summary>Begins a file, or goes on with one; a line that was being written when its process was killed is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="terms">What decides the scores.</param>
    /// <exception cref="InvalidInputException">There is a file of other scores, or of something else, or the file system refused.</exception>
    public static ScoreFile Open(string path, ScoringTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var (known, bytes) = Read(path, terms);
        if (bytes > 0)
        {
            return new ScoreFile(RunLog.Resume(path, bytes), known);
        }

        var begun = new ScoreFile(RunLog.Start(path), []);
        begun.lines.Append(terms);
        return begun;
    }

    /// <summary>What a file holds, and how many bytes its whole lines are; nothing and 0 where there is none.</summary>
    internal static (IReadOnlyList<ScoredGenotype> Known, long Bytes) Read(string path, ScoringTerms terms)
    {
        var text = File.Exists(path) ? AtomicText.Read(path) : string.Empty;
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            return ([], 0);
        }

        var before = StudyJson.Read<ScoringTerms>(lines[0], $"{path}, line 1", Mend);
        if (before.Difference(terms) is { } difference)
        {
            throw new InvalidInputException(path, $"holds scores of another {difference}", Mend);
        }

        var known = lines.Skip(1)
            .Select((line, index) => StudyJson.Read<ScoredGenotype>(line, $"{path}, line {index + 2}", Mend))
            .ToArray();
        if (Array.FindIndex(known, scored => !scored.Fits(terms)) is >= 0 and var odd)
        {
            throw new InvalidInputException($"{path}, line {odd + 2}", "is no score of these proxies", Mend);
        }

        return known.CountBy(scored => scored.Number).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1 } twice
            ? throw new InvalidInputException(path, $"holds genotype {twice.Key} twice", Mend)
            : (known, Encoding.UTF8.GetByteCount(whole));
    }

    /// <summary>Writes down one more; any thread may.</summary>
    public void Add(ScoredGenotype scored)
    {
        lock (writing)
        {
            lines.Append(scored);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();
}
