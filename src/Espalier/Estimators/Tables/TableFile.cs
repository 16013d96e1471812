using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Espalier.Studies;

namespace Espalier.Estimators.Tables;

/// <summary>
/// A table as a file: comma-separated values with a head, as they are (<c>.csv</c>) or compressed (<c>.csv.gz</c>). Its lines are read one by
/// one; whatever is wrong is told with file, line and column.
/// </summary>
/// <remarks>
/// Numbers and plain words, in quotes at most where they have commas, so that a line can be cut where it lies: the library that reads people's
/// CSV files takes several times as long, most of it for its own compilation.
/// </remarks>
internal sealed class TableFile
{
    private const int MostBytes = 1 << 28;
    private const byte Comma = (byte)',';
    private const byte LineFeed = (byte)'\n';
    private const byte Quote = (byte)'"';
    private readonly string path;
    private readonly byte[] text;
    private readonly string[] head;
    private readonly Range[] cells;
    private int position;

    private TableFile(string path, byte[] text)
    {
        (this.path, this.text) = (path, text);
        head = Encoding.UTF8.GetString(text[NextLine()]).Split((char)Comma);
        cells = new Range[head.Length];
        if (head.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw Fault($"the column '{InvalidInputException.Shown(doubled.Key)}' is there twice");
        }
    }

    /// <summary>The number of the line that was read last, from 1: that of the head at first.</summary>
    internal int Line { get; private set; }

    /// <summary>Reads a table whole.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="name">Its name without an ending.</param>
    /// <exception cref="InvalidInputException">It is not there, or is damaged.</exception>
    internal static TableFile Open(string folder, string name)
    {
        var (packed, plain) = (Path.Combine(folder, name + ".csv.gz"), Path.Combine(folder, name + ".csv"));
        var path = File.Exists(packed) ? packed : plain;
        return File.Exists(path)
            ? new(path, FileFault.Guard(path, () => path == packed ? Unpacked(path) : File.ReadAllBytes(path)))
            : throw new InvalidInputException(packed, "there is no such table", "put it there, or as .csv");
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    internal int Column(string name) => Array.IndexOf(head, name) is >= 0 and var place
        ? place
        : throw Fault($"the column '{name}' is not there");

    /// <summary>The names of the columns.</summary>
    internal IReadOnlyList<string> Head => head;

    /// <summary>Reads rows in the order of their column <c>index</c>, from 0, all of them and no more.</summary>
    /// <param name="count">How many there must be.</param>
    /// <param name="read">Is told the row whose cells can be read.</param>
    /// <exception cref="InvalidInputException">A row stands elsewhere, is missing or is too many.</exception>
    internal void Each(int count, Action<int> read)
    {
        var index = Column("index");
        for (var row = 0; row < count; row++)
        {
            if (!Next())
            {
                throw Fault(string.Create(CultureInfo.InvariantCulture, $"the file ends after {row:N0} of {count:N0} rows"));
            }

            if (Whole(index, count) != row)
            {
                throw Fault(index, $"stands where {row} should");
            }

            read(row);
        }

        if (Next())
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"there are more than {count:N0} rows"));
        }
    }

    /// <summary>Goes to the next line.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidInputException">It has not as many cells as the head.</exception>
    internal bool Next()
    {
        if (position == text.Length)
        {
            return false;
        }

        var line = NextLine();
        var (start, end, count) = (line.Start.Value, line.End.Value, 0);
        while (start <= end)
        {
            var (cell, stop) = Cell(start, end);
            if (count < cells.Length)
            {
                cells[count] = cell;
            }

            count++;
            start = stop + 1;
        }

        return count == cells.Length ? true : throw Fault($"it has {count} cells where the head has {cells.Length}");
    }

    /// <summary>A cell of the line, in UTF-8.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => text.AsSpan(cells[column]);

    /// <summary>A cell of the line.</summary>
    internal string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A number of a range.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal double Number(int column, double least, double most)
    {
        var cell = Bytes(column);
        return Utf8Parser.TryParse(cell, out double value, out var read) && read == cell.Length && value >= least && value <= most
            ? value
            : throw Fault(column, $"is no number from {least} to {most}");
    }

    /// <summary>A whole number from 0.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal int Whole(int column, int below)
    {
        var cell = Bytes(column);
        return Utf8Parser.TryParse(cell, out int value, out var read) && read == cell.Length && value >= 0 && value < below
            ? value
            : throw Fault(column, $"is no whole number from 0 to {below - 1}");
    }

    /// <summary>What is wrong with a cell of the line.</summary>
    internal InvalidInputException Fault(int column, string what) => Fault($"column '{head[column]}': '{InvalidInputException.Shown(Text(column))}' {what}");

    /// <summary>What is wrong with the line.</summary>
    internal InvalidInputException Fault(string what) => Damaged($"{path}, line {Line}", what);

    private static InvalidInputException Damaged(string where, string what, Exception? inner = null) =>
        new(where, what, "the table is damaged or another one: get it anew", inner);

    private static byte[] Unpacked(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (var read = packed.Read(buffer); read > 0; read = packed.Read(buffer))
            {
                whole.Write(buffer, 0, read);
                if (whole.Length > MostBytes)
                {
                    throw Damaged(path, $"it has more than {MostBytes} bytes when unpacked");
                }
            }
        }
        catch (InvalidDataException fault)
        {
            var lines = whole.GetBuffer().AsSpan(0, (int)whole.Length).Count(LineFeed);
            throw Damaged($"{path}, line {lines + 1}", $"from there it cannot be unpacked: {fault.Message.TrimEnd('.')}", fault);
        }

        return whole.ToArray();
    }

    /// <summary>The cell that begins somewhere in a line, and where the comma after it is, or the line's end.</summary>
    private (Range Cell, int Stop) Cell(int start, int end)
    {
        if (start == end || text[start] != Quote)
        {
            var length = text.AsSpan(start, end - start).IndexOf(Comma);
            var stop = length < 0 ? end : start + length;
            return (start..stop, stop);
        }

        var inside = text.AsSpan(start + 1, end - start - 1).IndexOf(Quote);
        var after = start + inside + 2;
        return inside >= 0 && (after == end || text[after] == Comma)
            ? ((start + 1)..(after - 1), after)
            : throw Fault("a quoted cell does not end before a comma");
    }

    /// <summary>A line without its end. Every line must have one: what has none was cut off.</summary>
    private Range NextLine()
    {
        Line++;
        var length = text.AsSpan(position).IndexOf(LineFeed);
        if (length < 0)
        {
            throw Fault(text.Length == 0 ? "the file is empty" : "the file ends within the line");
        }

        var (begin, end) = (position, position + length);
        position = end + 1;
        return begin..(end > begin && text[end - 1] == '\r' ? end - 1 : end);
    }
}
