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
            Console.Out.WriteLine($"{item.Usage}\n    {item.Summary}\n    {item.Paper} ({item.Year})");
            if (item.Options.Count > 0)
            {
                Console.Out.WriteLine($"    options: {string.Join(", ", item.Options.Select(option => $"{option.Key}={option.Value}"))}");
            }
        }
    }

    private static void PrintMarkdown(IReadOnlyList<InventoryItem> items)
    {
        Console.Out.WriteLine("| name | what it does | source | options and defaults |\n| --- | --- | --- | --- |");
        foreach (var item in items)
        {
            var options = string.Join(", ", item.Options.Select(option => $"`{option.Key}={option.Value}`"));
            Console.Out.WriteLine($"| `{Cell(item.Usage)}` | {Cell(item.Summary)} | {Cell(item.Paper)} ({item.Year}) | {Cell(options)} |");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
