using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Evaluation;
using Espalier.Reports;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>report</c>: a run as one HTML file.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string> run = new("run") { Description = "a run's folder, finished or not", HelpName = "DIR" };
    private readonly Option<string?> output = Given.Text("--out", "FILE", "the page (default report.html in the folder)");
    private readonly Option<int?> images = Given.Whole(
        "--images",
        $"measure the robustness curve on the first N test images, 0 = all (default {RunReport.DefaultImages}, or what was measured before)",
        0);

    private readonly Option<bool> noAttack = Given.Flag("--no-attack", "leave the robustness curve out");
    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator", 1);
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document: the file, and the robustness curve");

    internal static Command Create()
    {
        var own = new ReportCommand();
        var command = new Command(
            "report",
            "Write a run as one HTML file that needs no network: front, cells, curves of search and training, robustness, tables, command.")
        {
            own.run, own.output, own.images, own.noAttack, own.threads, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(noAttack) && parsed.GetValue(images) is not null)
        {
            throw new InvalidInputException("--images", "says on what to attack, --no-attack not to", "leave one of them out");
        }

        set_num_threads(parsed.GetValue(threads) ?? Environment.ProcessorCount);
        var report = RunReport.Open(parsed.GetValue(run)!);
        var file = Path.GetFullPath(parsed.GetValue(output) ?? report.DefaultFile);
        var (page, curve) = Interruption.Guard(
            token => Watching.Run(watch => Make(parsed, report, watch(string.Empty), token)),
            $"interrupted, nothing was written; begin again with: {CommandText.Of(parsed)}");
        AtomicText.Write(file, page);
        Print(file, curve, parsed.GetValue(json));
        return ExitCode.Done;
    }

    private (string Page, RobustnessCurve? Curve) Make(ParseResult parsed, RunReport report, IFlowObserver observer, CancellationToken cancellation)
    {
        var belated = new BelatedObserver(observer, TimeProvider.System, warn: false);
        var data = report.Data(belated, cancellation);
        var curve = parsed.GetValue(noAttack) ? null : report.Attack(data, parsed.GetValue(images), observer, cancellation);
        if (parsed.GetValue(noAttack) && report.IsTrained)
        {
            report.Note("The robustness curve was left out (--no-attack).");
        }

        return (ReportPage.Of(report.Gather(data, curve)), curve);
    }

    private static void Print(string file, RobustnessCurve? curve, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new Made(file, curve), StudyJson.Document));
        }
        else
        {
            Console.Out.WriteLine(file);
        }
    }

    /// <summary>The document of <c>--json</c>.</summary>
    private sealed record Made(string File, RobustnessCurve? Robustness);
}
