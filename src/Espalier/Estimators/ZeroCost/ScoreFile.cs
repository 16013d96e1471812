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

    /// <summary>Looks whether a file could be gone on with.</summary>
    /// <param name="path">The file; it need not be there.</param>
    /// <param name="terms">What decides the scores.</param>
    /// <exception cref="InvalidInputException">It holds other scores, or something else.</exception>
    public static void Check(string path, ScoringTerms terms) => Read(path, terms);

    /// <summary>Reads what somebody scored.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What decides the scores, and the genotypes that were ready, by their numbers.</returns>
    /// <exception cref="InvalidInputException">It is not there, or is no such file.</exception>
    public static (ScoringTerms Terms, IReadOnlyList<ScoredGenotype> Scored) Load(string path)
    {
        const string Another = "give a file that 'score --out' wrote";
        if (!File.Exists(path))
        {
            throw new InvalidInputException(path, "there is no such file", Another);
        }

        var (lines, _) = Lines(path);
        if (lines.Length == 0)
        {
            throw new InvalidInputException(path, "holds no scores", Another);
        }

        var terms = Terms(path, lines[0], Another);
        return (terms, [.. Scored(path, lines, terms, Another).OrderBy(scored => scored.Number)]);
    }

    /// <summary>What a file holds, and how many bytes its whole lines are; nothing and 0 where there is none.</summary>
    internal static (IReadOnlyList<ScoredGenotype> Known, long Bytes) Read(string path, ScoringTerms terms)
    {
        if (!File.Exists(path) || Lines(path) is not { Lines: { Length: > 0 } lines } found)
        {
            return ([], 0);
        }

        return Terms(path, lines[0], Mend).Difference(terms) is { } difference
            ? throw new InvalidInputException(path, $"holds scores of another {difference}", Mend)
            : (Scored(path, lines, terms, Mend), found.Bytes);
    }

    /// <summary>The lines that are whole.</summary>
    private static (string[] Lines, long Bytes) Lines(string path)
    {
        var text = AtomicText.Read(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return (whole.Split('\n', StringSplitOptions.RemoveEmptyEntries), Encoding.UTF8.GetByteCount(whole));
    }

    private static ScoringTerms Terms(string path, string line, string mend) => StudyJson.Read<ScoringTerms>(line, $"{path}, line 1", mend);

    private static ScoredGenotype[] Scored(string path, string[] lines, ScoringTerms terms, string mend)
    {
        var known = lines.Skip(1)
            .Select((line, index) => StudyJson.Read<ScoredGenotype>(line, $"{path}, line {index + 2}", mend))
            .ToArray();
        if (Array.FindIndex(known, scored => !scored.Fits(terms)) is >= 0 and var odd)
        {
            throw new InvalidInputException($"{path}, line {odd + 2}", "is no score of these proxies", mend);
        }

        return known.CountBy(scored => scored.Number).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1 } twice
            ? throw new InvalidInputException(path, $"holds genotype {twice.Key} twice", mend)
            : known;
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
