using System.Globalization;
using System.Numerics;
using System.Text;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// Reads the files of <see cref="NasBench201Table"/>, and believes none of them: a cell must be what its edges say, and be there once.
/// </summary>
internal sealed class NasBench201Reader
{
    internal const string Cost = "cifar10.cost.12";
    internal const string Flops = "cifar10.flops";

    private const double Percent = 100;
    private const double Million = 1e6;
    private const int LastChannels = 64;
    private readonly ICellSpace space;
    private readonly string folder;
    private readonly int count;
    private readonly byte[][] operations;
    private readonly byte[][][] parts;

    private NasBench201Reader(string folder, ICellSpace space)
    {
        if (space.CellKinds.Count != 1 || space.Count != BigInteger.Pow(space.Operations.Count, space.Edges.Count))
        {
            throw new ArgumentException($"{space.Name} is not the space of this table", nameof(space));
        }

        (this.folder, this.space, count) = (folder, space, (int)space.Count);
        operations = [.. space.Operations.Select(Encoding.UTF8.GetBytes)];
        parts = [.. space.Edges.Select(edge => space.Operations.Select(operation => Part(edge, operation)).ToArray())];
    }

    internal static NasBench201Table Read(string folder, ICellSpace space)
    {
        var reader = new NasBench201Reader(folder, space);
        var columns = new List<TableColumn>();
        var cells = reader.Main(columns);
        reader.Zen(columns);
        return new(space, cells, reader.Classes(), columns);
    }

    private string[] Main(List<TableColumn> columns)
    {
        var file = TableFile.Open(folder, "nasbench201");
        var wanted = Accuracies().Append(new("cifar10_cost12_s", 0, double.MaxValue)).Append(new("params_M_cifar10", 0, Million))
            .Append(new("flops_M_cifar10", 0, Million)).ToArray();
        var places = Array.ConvertAll(wanted, column => file.Column(column.Name));
        var (cell, edges) = (file.Column("arch_str"), space.Edges.Select(edge => file.Column($"edge_{edge.Source}_{edge.Node + 1}")).ToArray());
        var values = Array.ConvertAll(wanted, _ => new double[count]);
        var (cells, lines) = (new string[count], new int[count]);
        Each(file, row =>
        {
            cells[row] = Cell(file, cell, edges, lines);
            for (var i = 0; i < wanted.Length; i++)
            {
                values[i][row] = file.Number(places[i], wanted[i].Least, wanted[i].Most);
            }
        });
        var read = wanted.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        columns.AddRange(
            from data in NasBench201DataNames.All
            from split in Enum.GetValues<TableSplit>()
            from epochs in NasBench201Table.Schedules
            select TableColumn.Accuracy(data.Name(), split, epochs, Array.ConvertAll(read[FileColumn(data, split, epochs)], percent => percent / Percent)));
        columns.Add(new(Cost, "s", higherIsBetter: false, read["cifar10_cost12_s"]));

        // Only the classifier differs between the data sets: a weight per channel and a bias for each class.
        columns.AddRange(NasBench201DataNames.All.Select(data => new TableColumn(
            $"{data.Name()}.params",
            string.Empty,
            higherIsBetter: false,
            Array.ConvertAll(
                read["params_M_cifar10"],
                millions => Whole(millions) + ((LastChannels + 1) * (data.Classes() - NasBench201Data.Cifar10.Classes()))))));
        columns.Add(new(Flops, string.Empty, higherIsBetter: false, Array.ConvertAll(read["flops_M_cifar10"], Whole)));
        return cells;
    }

    private void Zen(List<TableColumn> columns)
    {
        var file = TableFile.Open(folder, "nasbench201_zen");
        var places = NasBench201DataNames.All.Select(data => file.Column($"zen_{data.FileName()}")).ToArray();
        var values = Array.ConvertAll(places, _ => new double[count]);
        Each(file, row =>
        {
            for (var i = 0; i < places.Length; i++)
            {
                values[i][row] = file.Number(places[i], double.MinValue, double.MaxValue);
            }
        });
        columns.AddRange(NasBench201DataNames.All.Select(data =>
            new TableColumn($"{data.Name()}.zen", string.Empty, higherIsBetter: true, values[(int)data])));
    }

    private int[] Classes()
    {
        var file = TableFile.Open(folder, "nasbench201_isomorph");
        var place = file.Column("isomorph_index");
        var classes = new int[count];

        // A representative comes first in its class, so that each can be looked at as soon as it is read.
        Each(file, row =>
        {
            classes[row] = file.Whole(place, count);
            if (classes[row] > row || (classes[row] < row && classes[classes[row]] != classes[row]))
            {
                throw file.Fault(place, "stands not for itself");
            }
        });
        return classes;
    }

    /// <summary>Rows in the order of their index, all of them.</summary>
    private void Each(TableFile file, Action<int> read)
    {
        var index = file.Column("index");
        for (var row = 0; row < count; row++)
        {
            if (!file.Next())
            {
                throw file.Fault(string.Create(CultureInfo.InvariantCulture, $"the file ends after {row:N0} of {count:N0} rows"));
            }

            if (file.Whole(index, count) != row)
            {
                throw file.Fault(index, $"stands where {row} should");
            }

            read(row);
        }

        if (file.Next())
        {
            throw file.Fault(string.Create(CultureInfo.InvariantCulture, $"there are more than {count:N0} rows"));
        }
    }

    /// <summary>The cell's text, which must be that of its edges, once in the table.</summary>
    private string Cell(TableFile file, int column, int[] edges, int[] lines)
    {
        var number = 0;
        var rest = file.Bytes(column);
        var isOfEdges = true;
        for (var i = 0; i < edges.Length; i++)
        {
            var choice = Choice(file.Bytes(edges[i]));
            if (choice < 0)
            {
                throw file.Fault(edges[i], $"is none of {string.Join(", ", space.Operations)}");
            }

            number = (number * space.Operations.Count) + choice;
            isOfEdges = isOfEdges && rest.StartsWith(parts[i][choice]);
            rest = isOfEdges ? rest[parts[i][choice].Length..] : rest;
        }

        if (!isOfEdges || rest.Length > 0)
        {
            throw file.Fault(column, "is another cell than its edges say");
        }

        if (lines[number] > 0)
        {
            throw file.Fault(column, $"is there already, in line {lines[number]}");
        }

        lines[number] = file.Line;
        return file.Text(column);
    }

    private int Choice(ReadOnlySpan<byte> operation)
    {
        for (var choice = 0; choice < operations.Length; choice++)
        {
            if (operation.SequenceEqual(operations[choice]))
            {
                return choice;
            }
        }

        return -1;
    }

    /// <summary>What an edge with an operation adds to a cell's text: <c>|</c> before a node's first, <c>+</c> between nodes.</summary>
    private static byte[] Part(CellEdge edge, string operation) => Encoding.UTF8.GetBytes(
        $"{(edge.Source > 0 ? string.Empty : edge.Node > 0 ? "+|" : "|")}{operation}~{edge.Source}|");

    private static IEnumerable<WantedColumn> Accuracies() =>
        from data in NasBench201DataNames.All
        from split in Enum.GetValues<TableSplit>()
        from epochs in NasBench201Table.Schedules
        select new WantedColumn(FileColumn(data, split, epochs), 0, Percent);

    private static string FileColumn(NasBench201Data data, TableSplit split, int epochs) =>
        $"{data.FileName()}_{(split == TableSplit.Validation ? "val" : "test")}_{epochs}";

    private static double Whole(double millions) => Math.Round(millions * Million);

    private sealed record WantedColumn(string Name, double Least, double Most);
}
