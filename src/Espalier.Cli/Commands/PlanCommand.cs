using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Output;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>plan</c>: what a search is going to take, before it is begun.</summary>
internal sealed class PlanCommand
{
    private readonly SearchCommand search = new();

    internal static Command Create()
    {
        var own = new PlanCommand();
        var command = new Command(
            "plan",
            "Try a search for half a minute and predict its time, memory and disk; takes the options of 'search', and writes nothing.");
        own.search.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (search.Common.Resume(parsed) is not null)
        {
            throw new InvalidInputException("--resume", "a plan is made before a run is begun", "leave it out");
        }

        var (settings, data) = search.Settings(parsed);
        var place = search.Common.Folder(parsed, settings);
        var plan = Interruption.Guard(
            token => Watching.Run(watch => Flow.Plan(settings, place, watch(string.Empty), token, data: data)),
            $"interrupted; nothing was begun; plan again with: {CommandText.Of(parsed)}");
        if (parsed.GetValue(search.Common.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(plan, StudyJson.Document));
        }
        else
        {
            PlanSheet.Print(plan, settings);
        }

        return ExitCode.Done;
    }
}
