using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>Whether a run came to the same again, for people.</summary>
internal static class ReproductionSheet
{
    private const int MostDifferences = 10;

    internal static void Print(Reproduction found)
    {
        Console.Out.WriteLine(Verdict(found));
        if (found.Differences.Count > 0)
        {
            PrintDifferences(found.Differences);
        }

        foreach (var note in found.Notes)
        {
            Console.Out.WriteLine($"note: {note}");
        }

        if (found.Environment.Count > 0)
        {
            Console.Out.WriteLine(found.Reproduced ? "although this differs:" : "the likely cause, what it ran on:");
            PrintDifferences(found.Environment);
        }
        else if (found.Differences.Count > 0)
        {
            Console.Out.WriteLine("what it ran on is the same");
        }
    }

    private static string Verdict(Reproduction found) => found switch
    {
        { Obstacle: { } obstacle } => $"not reproduced, and not run: {obstacle}",
        { Reproduced: true, RepeatedHash: { } hash } =>
            $"reproduced: {found.Folder} in {Readable.Seconds(found.Seconds)} s\nhash      {found.Hash}\nhash now  {hash}",
        { Reproduced: true } =>
            $"the search was reproduced: {found.Folder} in {Readable.Seconds(found.Seconds)} s; training and evaluation were not run",
        { RepeatedHash: { } hash } => $"not reproduced: {found.Folder}\nhash      {found.Hash}\nhash now  {hash}",
        _ => $"the search was not reproduced: {found.Folder}",
    };

    private static void PrintDifferences(IReadOnlyList<ResultDifference> differences)
    {
        var sheet = new Sheet("", "recorded", "now");
        foreach (var difference in differences.Take(MostDifferences))
        {
            sheet.Add(difference.Name, difference.Recorded ?? "-", difference.Repeated ?? "-");
        }

        sheet.Print();
        if (differences.Count > MostDifferences)
        {
            Console.Out.WriteLine($"and {differences.Count - MostDifferences} more (--json tells all)");
        }
    }
}
