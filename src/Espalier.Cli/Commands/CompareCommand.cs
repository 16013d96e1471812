using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Studies;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>compare</c>: two recorded studies.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> a = new("a") { Description = ShowCommand.Naming, HelpName = "A" };
    private readonly Argument<string> b = new("b") { Description = "the other", HelpName = "B" };
    private readonly Option<string?> store = StudyPlace.Option("where to look for the ids (default: the stores in runs)");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new CompareCommand();
        var command = new Command("compare", "Compare two recorded runs: settings that differ, results beside each other.")
        {
            own.a, own.b, own.store, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var place = StudyPlace.Read(parsed, store);
        var comparison = Comparison.Of(StudyContent.Of(parsed.GetValue(a)!, place), StudyContent.Of(parsed.GetValue(b)!, place));
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(comparison, StudyJson.Document));
        }
        else
        {
            comparison.Print();
        }

        return ExitCode.Done;
    }
}
