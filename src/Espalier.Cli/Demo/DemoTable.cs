using System.Text.Json;
using Espalier.Cli.Output;
using Espalier.Studies;

namespace Espalier.Cli.Demo;

/// <summary>What the demo shows and saves.</summary>
/// <param name="Rows">One per method.</param>
/// <param name="Seed">Of all runs.</param>
/// <param name="Environment">What it ran on.</param>
/// <param name="Command">What does it again.</param>
internal sealed record DemoTable(IReadOnlyList<DemoRow> Rows, ulong Seed, RunEnvironment Environment, string Command)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);

    internal void Print(double epsilon, int steps)
    {
        var ball = Readable.Epsilon(epsilon);
        var sheet = new Sheet(
            "method", ">parameters", ">MACs", ">clean", $">FGSM {ball}", $">PGD-{steps} {ball}", ">search s", ">training s");
        foreach (var row in Rows)
        {
            sheet.Add(
                row.Method,
                Readable.Count(row.Params),
                Readable.Count(row.Macs),
                Readable.Share(row.Accuracy?.Clean),
                Readable.Share(row.Accuracy?.Fgsm),
                Readable.Share(row.Accuracy?.Pgd),
                Readable.Seconds(row.SearchSeconds),
                Readable.Seconds(row.TrainSeconds));
        }

        sheet.Print();
        var shown = Rows.SelectMany(row => new[] { row.Accuracy?.Clean, row.Accuracy?.Fgsm, row.Accuracy?.Pgd });
        if (Readable.Reach("test", shown, Rows.Min(row => row.TestImages)) is { } reach)
        {
            Console.Out.WriteLine(reach);
        }
    }
}

/// <summary>One method's line.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Params">Parameters of its network.</param>
/// <param name="Macs">Multiply-accumulates for one image.</param>
/// <param name="Accuracy">On the test images.</param>
/// <param name="SearchSeconds">What the search took.</param>
/// <param name="TrainSeconds">What the training took.</param>
/// <param name="TestImages">How many test images; null in tables of early versions.</param>
internal sealed record DemoRow(
    string Method, long? Params, long? Macs, ResultAccuracy? Accuracy, double SearchSeconds, double TrainSeconds, int? TestImages = null)
{
    internal static DemoRow Of(RunResult result) =>
        new(result.Method, result.Params, result.Macs, result.Accuracy, result.Search?.Seconds ?? 0, result.Train?.Seconds ?? 0, result.TestImages);
}
