using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Studies;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>compare</c>: two recorded studies, or any networks on the same images.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string?> a = new("a") { Description = ShowCommand.Naming, HelpName = "A", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> b = new("b") { Description = "the other", HelpName = "B", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> models = new("--model")
    {
        Description = "a run's folder, or its model.safetensors, two or more, each with --model: paired tests on the same images alone",
        HelpName = "DIR|FILE",
    };

    private readonly Option<string?> store = StudyPlace.Option("where to look for the ids (default: the stores in runs)");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new CompareCommand();
        var command = new Command("compare", "Compare two recorded runs: settings that differ, results beside each other, paired tests on the same images.")
        {
            own.a, own.b, own.models, own.store, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (one, other, given) = (parsed.GetValue(a), parsed.GetValue(b), parsed.GetValue(models) ?? []);
        if (given.Length > 0)
        {
            return one is null && parsed.GetValue(store) is null
                ? Networks(parsed, given)
                : throw new InvalidInputException("--model", "does not go with runs or their store", "name runs, or models");
        }

        if (one is null || other is null)
        {
            throw new InvalidInputException("compare", "needs two runs", "give a run's folder or an id twice, or models; see compare --help");
        }

        var place = StudyPlace.Read(parsed, store);
        var comparison = Comparison.Of(StudyContent.Of(one, place), StudyContent.Of(other, place));
        Print(parsed, comparison, comparison.Print);
        return ExitCode.Done;
    }

    private int Networks(ParseResult parsed, string[] given)
    {
        if (given.Length < 2)
        {
            throw new InvalidInputException("--model", "names one network", "name another one: --model A --model B");
        }

        var networks = new PairedNetworks([.. given.Select(name => (name, ModelSource.Existing(name)))]);
        if (networks.Fault() is var (where, what))
        {
            throw new InvalidInputException(where, what, "evaluate each with the same --data, --images, --attack and --epsilon");
        }

        foreach (var note in networks.Unmatched())
        {
            Console.Error.WriteLine($"note: {note}");
        }

        var rows = networks.Rows();
        Print(parsed, rows, () => PairedRow.Print(rows));
        return ExitCode.Done;
    }

    private void Print<T>(ParseResult parsed, T document, Action sheets)
    {
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, StudyJson.Document));
        }
        else
        {
            sheets();
        }
    }
}
