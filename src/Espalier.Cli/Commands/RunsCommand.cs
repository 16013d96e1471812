using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Studies;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Commands;

/// <summary><c>runs</c>: the recorded studies.</summary>
internal sealed class RunsCommand
{
    private readonly Argument<string?> folder = new("dir")
    {
        Description = $"a run's folder, a folder of runs, or a store's file (default {StudyFinder.DefaultFolder})",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> store = StudyPlace.Option("list the studies of this store instead");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new RunsCommand();
        var command = new Command("runs", "List the recorded runs: what was searched, where it stands, how good the best is.")
        {
            own.folder, own.store, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var items = Stores(parsed).SelectMany(Items).OrderBy(item => item.Started).ThenBy(item => item.Id, StringComparer.Ordinal).ToArray();
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(items, StudyJson.Document));
        }
        else if (items.Length == 0)
        {
            Console.Out.WriteLine("no runs are recorded there yet");
        }
        else
        {
            StudyItem.Print(items);
        }

        return ExitCode.Done;
    }

    private IReadOnlyList<StoreAddress> Stores(ParseResult parsed)
    {
        var (place, path) = (StudyPlace.Read(parsed, store), parsed.GetValue(folder));
        return (place, path) switch
        {
            ({ } address, null) => [address],
            (null, _) => StudyFinder.Stores(path ?? StudyFinder.DefaultFolder),
            _ => throw new InvalidInputException($"{path}, --store", "are both given", "give one of them"),
        };
    }

    private static IEnumerable<StudyItem> Items(StoreAddress address)
    {
        using var opened = StudyStore.Open(address, create: false);
        return opened.Studies().Select(overview => StudyItem.Of(overview, address)).ToArray();
    }
}
