using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>list</c>: what there is of a kind, from the catalogue.</summary>
internal sealed class ListCommand
{
    private readonly Argument<string> kind = new("kind") { Description = $"one of {Kinds}", HelpName = "kind" };
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");
    private readonly Option<bool> markdown = Given.Flag("--markdown", "print a Markdown table");

    private static string Kinds => string.Join(", ", Inventory.Kinds);

    internal static Command Create()
    {
        var own = new ListCommand();
        var command = new Command("list", $"List what there is: {Kinds}.") { own.kind, own.json, own.markdown };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var items = Inventory.Of(parsed.GetValue(kind)!);
        if (parsed.GetValue(json) && parsed.GetValue(markdown))
        {
            throw new InvalidInputException("--json, --markdown", "are both given", "give one of them");
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(items, StudyJson.Document));
        }
        else if (parsed.GetValue(markdown))
        {
            PrintMarkdown(items);
        }
        else
        {
            Print(items);
        }

        return ExitCode.Done;
    }

    private static void Print(IReadOnlyList<InventoryItem> items)
    {
        foreach (var item in items)
        {
            var kind = item.Kind is null ? string.Empty : $" ({item.Kind})";
            Console.Out.WriteLine($"{item.Usage}{kind}\n    {item.Summary}\n    {item.Paper} ({item.Year})");
            if (item.Spaces is not null)
            {
                Console.Out.WriteLine($"    spaces: {string.Join(", ", item.Spaces)}\n    optimises: {MethodTable.Optimised(item)}");
            }

            if ((item.OwnOptions ?? item.Options) is { Count: > 0 } options)
            {
                Console.Out.WriteLine($"    options: {Pairs(options)}");
            }
        }

        foreach (var group in items.Any(item => item.OwnOptions is not null) ? Inventory.MethodOptions.Shared : [])
        {
            Console.Out.WriteLine($"options of {string.Join(", ", group.Methods)}\n    {Pairs(group.Options)}");
        }

        static string Pairs(IReadOnlyDictionary<string, string> options) =>
            string.Join(", ", options.Select(option => $"{option.Key}={option.Value}"));
    }

    private static void PrintMarkdown(IReadOnlyList<InventoryItem> items)
    {
        if (items.Any(item => item.OwnOptions is not null))
        {
            Console.Out.Write(MethodTable.Page(items));
            return;
        }

        var kinds = items.Any(item => item.Kind is not null);
        string[] heads = kinds ? ["name", "kind", "what it does", "source"] : ["name", "what it does", "source"];
        Console.Out.WriteLine($"| {string.Join(" | ", heads)} |\n| {string.Join(" | ", heads.Select(_ => "---"))} |");
        foreach (var item in items)
        {
            var kind = kinds ? $" {item.Kind} |" : string.Empty;
            Console.Out.WriteLine(
                $"| `{MethodTable.Cell(item.Usage)}` |{kind} {MethodTable.Cell(item.Summary)} | {MethodTable.Cell(item.Paper)} ({item.Year}) |");
        }
    }
}
