using Spectre.Console;

namespace Espalier.Cli.Output;

/// <summary>A table on standard output: drawn on a terminal, plain aligned text elsewhere.</summary>
/// <param name="header">
/// The columns' heads; one that begins with <c>&gt;</c> is aligned to the right. None: a list of names and values.
/// </param>
internal sealed class Sheet(params string[] header)
{
    private readonly List<string[]> rows = [];

    internal void Add(params string[] row) => rows.Add(row);

    internal void Print()
    {
        if (Terminal.OutIsLive)
        {
            AnsiConsole.Write(Drawn());
        }
        else
        {
            Console.Out.Write(Plain());
        }
    }

    /// <summary>The text where there is no terminal.</summary>
    internal string Plain()
    {
        var heads = header.Select(Head).ToArray();
        var all = header.Length == 0 ? rows : [heads, .. rows];
        var columns = all.Max(row => row.Length);
        var widths = Enumerable.Range(0, columns).Select(i => all.Max(row => i < row.Length ? row[i].Length : 0)).ToArray();
        return string.Concat(all.Select(row => Line(row, widths)));
    }

    private string Line(string[] row, int[] widths)
    {
        var cells = row.Select((cell, i) => IsNumber(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        return string.Join("  ", cells).TrimEnd() + "\n";
    }

    private Table Drawn()
    {
        var table = new Table { Border = header.Length == 0 ? TableBorder.None : TableBorder.Rounded, ShowHeaders = header.Length > 0 };
        var columns = header.Length == 0 ? rows.Max(row => row.Length) : header.Length;
        for (var i = 0; i < columns; i++)
        {
            var head = header.Length == 0 ? string.Empty : Head(header[i]);
            var column = new TableColumn(new Text(head, new Style(decoration: Decoration.Bold)));
            table.AddColumn(IsNumber(i) ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private bool IsNumber(int column) => column < header.Length && header[column].StartsWith('>');

    private static string Head(string text) => text.TrimStart('>');
}
