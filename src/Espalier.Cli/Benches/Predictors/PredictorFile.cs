using System.Text;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>What decides a bench's numbers besides the predictors.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Test">How many cells are asked for.</param>
/// <param name="Seed">What all draws derive from.</param>
internal sealed record PredictorTerms(string Data, int Test, ulong Seed)
{
    /// <summary>What decided the scores of layers; null where there are none.</summary>
    public string? Layers { get; init; }
}

/// <summary>
/// Fits on disk, a JSON document per line after one with the terms. What is there already is not done again; a line that was being written
/// when its process was killed is cut off.
/// </summary>
internal sealed class PredictorFile : IDisposable
{
    private const string Mend = "give another --out, or delete it";
    private readonly RunLog? lines;

    private PredictorFile(RunLog? lines, IReadOnlyList<PredictorRun> known) => (this.lines, Known) = (lines, known);

    /// <summary>What was done before.</summary>
    internal IReadOnlyList<PredictorRun> Known { get; }

    /// <summary>Begins a file or goes on with one; without a path nothing is kept.</summary>
    /// <exception cref="InvalidInputException">It is of other terms or damaged, or the file system refused.</exception>
    internal static PredictorFile Open(string? path, PredictorTerms terms)
    {
        if (path is null)
        {
            return new(null, []);
        }

        var text = File.Exists(path) ? AtomicText.Read(path) : string.Empty;
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var found = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (found.Length == 0)
        {
            var begun = RunLog.Start(path);
            begun.Append(terms);
            return new(begun, []);
        }

        var before = StudyJson.Read<PredictorTerms>(found[0], $"{path}, line 1", Mend);
        return before == terms
            ? new(
                RunLog.Resume(path, Encoding.UTF8.GetByteCount(whole)),
                [.. found.Skip(1).Select((line, index) => StudyJson.Read<PredictorRun>(line, $"{path}, line {index + 2}", Mend))])
            : throw new InvalidInputException(path, $"holds fits of other terms ({before}, not {terms})", Mend);
    }

    internal void Add(PredictorRun run) => lines?.Append(run);

    public void Dispose() => lines?.Dispose();
}
