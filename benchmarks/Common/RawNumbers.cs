using System.Text.Json;
using Benchmarks.Limits;
using Espalier;
using Espalier.Studies;

namespace Benchmarks;

/// <summary>A file with everything that was measured, written anew after each case: what is interrupted leaves its numbers.</summary>
internal sealed class RawNumbers(string? path, string program, IReadOnlyList<string> arguments, RunEnvironment environment)
{
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    internal void Write(IReadOnlyList<Limit> limits, IEnumerable<Comparison> comparisons)
    {
        if (path is null)
        {
            return;
        }

        var document = new { program, command = string.Join(' ', arguments), environment, limits, cases = comparisons.Select(Case) };
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(document, StudyJson.Document) + "\n");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"--json {path}", $"cannot be written: {fault.Message}", "give another file", fault);
        }
    }

    private static object Case(Comparison comparison) => new
    {
        comparison.Case.Name,
        comparison.Case.Arguments,
        comparison.Case.Batch,
        comparison.Case.Threads,
        comparison.Case.Work,
        contenders = comparison.Contenders.Select(
            (contender, i) => new { contender.Name, rounds = comparison.Rounds.Select(round => round[i]).ToArray() }).ToArray(),
    };
}
