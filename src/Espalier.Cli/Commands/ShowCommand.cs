using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Studies;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>show</c>: one recorded study.</summary>
internal sealed class ShowCommand
{
    internal const string Naming = "a run's folder, or the beginning of an id that 'runs' tells";

    private readonly Argument<string> study = new("study") { Description = Naming, HelpName = "DIR|ID" };
    private readonly Option<string?> store = StudyPlace.Option("where to look for the id (default: the stores in runs)");
    private readonly Option<bool> trials = Given.Flag("--trials", "tell every trial, not only the front");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new ShowCommand();
        var command = new Command("show", "Show one recorded run: settings, environment, the front of its trials, metrics, files.")
        {
            own.study, own.store, own.trials, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var content = StudyContent.Of(parsed.GetValue(study)!, StudyPlace.Read(parsed, store));
        var told = parsed.GetValue(trials) ? content.Trials : content.Front();
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(StudyDocument.Of(content, told), StudyJson.Document));
        }
        else
        {
            StudySheets.Print(content, told, parsed.GetValue(trials));
        }

        return ExitCode.Done;
    }
}
