using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Espalier.Data.Sources.Tables;

/// <summary>The numbers and labels of a table, row by row.</summary>
/// <param name="Features">Names of the columns of numbers.</param>
/// <param name="Values"><c>[rows, features]</c>, all finite.</param>
/// <param name="Labels">The text of the label column, one per row.</param>
internal sealed record CsvFile(IReadOnlyList<string> Features, float[] Values, IReadOnlyList<string> Labels)
{
    private const int MostColumns = 1 << 20;
    private const int MostCell = 1 << 16;
    private const int Shown = 12;

    /// <summary>Reads a file: a line of names, then rows of numbers and one label.</summary>
    /// <param name="path">UTF-8, RFC 4180; commas, semicolons or tabs, whichever the first line has most of.</param>
    /// <param name="label">The column of the labels.</param>
    /// <param name="request">Watches, and may be withdrawn.</param>
    /// <exception cref="InvalidInputException">The file is no such table; the message names the line and the column.</exception>
    public static CsvFile Read(string path, string? label, DataRequest request)
    {
        try
        {
            using var text = new StreamReader(path);
            var first = new string([.. FirstLine(text)]);
            text.BaseStream.Position = 0;
            text.DiscardBufferedData();
            using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = ",;\t".MaxBy(sign => first.Count(found => found == sign)).ToString(),
                MaxFieldSize = MostCell,
                BadDataFound = bad => throw Fault(
                    path, bad.Context.Parser?.RawRow ?? 1, "a quote is in the wrong place", "close quotes, and double those inside"),
            });
            return Rows(path, parser, label, request);
        }
        catch (CsvHelperException fault)
        {
            throw Fault(path, fault.Context?.Parser?.RawRow ?? 1, fault.Message.Split('\n')[0].Trim(), "check the file", fault);
        }
    }

    private static CsvFile Rows(string path, CsvParser parser, string? label, DataRequest request)
    {
        if (!parser.Read())
        {
            throw Fault(path, 1, "the file is empty", "give a table whose first line names the columns");
        }

        var names = parser.Record!.Select(name => name.Trim()).ToArray();
        var at = LabelColumn(path, names, label);
        var (values, labels) = (new List<float>(), new List<string>());
        request.Observer.Begin("data", $"the table {path}");
        while (parser.Read())
        {
            request.Cancellation.ThrowIfCancellationRequested();
            Add(path, parser, names, at, values, labels);
        }

        return labels.Count > 0
            ? new CsvFile([.. names.Where((_, column) => column != at)], [.. values], labels)
            : throw Fault(path, 2, "there are no rows under the names", "add some");
    }

    private static int LabelColumn(string path, string[] names, string? label)
    {
        var columns = string.Join(", ", names.Take(Shown)) + (names.Length > Shown ? $" and {names.Length - Shown} more" : string.Empty);
        if (names.Length is < 2 or > MostColumns)
        {
            throw Fault(
                path, 1, $"{names.Length} columns ({columns})", "give a label column and at least one of numbers, their names in the first line");
        }

        if (names.CountBy(name => name).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1 } twice)
        {
            throw Fault(path, 1, $"{twice.Value} columns are called '{twice.Key}'", "give every column a name of its own");
        }

        var at = Array.IndexOf(names, label);
        return at >= 0
            ? at
            : throw Fault(
                path,
                1,
                label is null ? "nobody says which column is the class" : $"there is no column '{label}'",
                $"give --label NAME, one of {columns}");
    }

    private static void Add(string path, CsvParser parser, string[] names, int label, List<float> values, List<string> labels)
    {
        var row = parser.Record!;
        if (row.Length != names.Length)
        {
            throw Fault(path, parser.RawRow, $"{row.Length} values under {names.Length} columns", "give every row a value for every column");
        }

        if (values.Count > Array.MaxLength / sizeof(float) - names.Length)
        {
            throw Fault(path, parser.RawRow, "the table is larger than 2 GiB", "give fewer rows");
        }

        for (var column = 0; column < row.Length; column++)
        {
            var cell = row[column].Trim();
            if (column == label)
            {
                labels.Add(cell.Length > 0
                    ? cell
                    : throw Fault(path, parser.RawRow, $"no class in column '{names[column]}'", "fill it in, or remove the row"));
            }
            else
            {
                values.Add(float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
                    ? value
                    : throw Fault(
                        path,
                        parser.RawRow,
                        $"'{Short(cell)}' in column '{Short(names[column])}' is no number",
                        "features are numbers: fill in, encode or remove it"));
            }
        }
    }

    private static IEnumerable<char> FirstLine(StreamReader text)
    {
        for (var i = 0; i < MostCell && text.Read() is >= 0 and not '\n' and var sign; i++)
        {
            yield return (char)sign;
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static InvalidInputException Fault(string path, int line, string what, string mend, Exception? inner = null) =>
        new($"{path}, line {line}", what, mend, inner);
}
