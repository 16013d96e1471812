using System.Text;

namespace Espalier.Cli.Output;

/// <summary>Search methods as a page of Markdown: the content of docs/methods.md.</summary>
internal static class MethodTable
{
    private const string Foreword = """
        # Search methods

        `./espalier list methods --markdown > docs/methods.md` makes this page, from the types; do so when a test says that it is stale. The same as data:
        `--json`.

        A method is picked by `--method NAME`; its options are given by `--set name=value`, or in a JSON file by `--options FILE`, strictly checked. Limits
        (`--max-params`, `--min-params`, `--max-macs`, `--max-latency`) are kept by every method. What a method *can* optimise beside its default is asked
        for by `objectives`, e.g. `--set objectives=accuracy,params`; a `-` means that nothing is set.


        """;

    /// <summary>The page.</summary>
    internal static string Page(IReadOnlyList<InventoryItem> methods)
    {
        var page = new StringBuilder(Foreword);
        page.Append("| name | what it does | paper | year | spaces | optimises | options of its own, or with a default of its own |\n");
        page.Append("| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var item in methods)
        {
            string[] cells =
            [
                $"`{item.Name}`",
                item.Summary,
                item.Paper,
                $"{item.Year}",
                Names(item.Spaces ?? []),
                Optimised(item),
                Pairs(item.OwnOptions ?? item.Options),
            ];
            page.Append($"| {string.Join(" | ", cells.Select(Cell))} |\n");
        }

        foreach (var group in Inventory.MethodOptions.Shared)
        {
            page.Append($"\n## Options of {string.Join(", ", group.Methods)}\n\nWith these defaults, where the table says no other:\n\n");
            page.Append(string.Concat(group.Options.Select(option => $"- `{option.Key}={option.Value}`\n")));
        }

        return page.ToString();
    }

    /// <summary>What a method optimises, in words.</summary>
    internal static string Optimised(InventoryItem method) => string.Join(", ", method.Optimises ?? [])
        + (method.OptimisesOnDemand is { Count: > 0 } more ? $"; can {string.Join(", ", more)}" : string.Empty);

    /// <summary>A text as a cell of a table.</summary>
    internal static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Pairs(IReadOnlyDictionary<string, string> options) => Names(options.Select(option => $"{option.Key}={option.Value}"));
}
