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
    private readonly NasBench201Cells known;

    private NasBench201Reader(string folder, ICellSpace space) =>
        (this.folder, this.space, known) = (folder, space, new NasBench201Cells(space));

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
        var values = Array.ConvertAll(wanted, _ => new double[known.Count]);
        var cells = new string[known.Count];
        file.Each(known.Count, row =>
        {
            cells[row] = Cell(file, cell, edges);
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
        var values = Array.ConvertAll(places, _ => new double[known.Count]);
        file.Each(known.Count, row =>
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
        var classes = new int[known.Count];

        // A representative comes first in its class, so that each can be looked at as soon as it is read.
        file.Each(known.Count, row =>
        {
            classes[row] = file.Whole(place, known.Count);
            if (classes[row] > row || (classes[row] < row && classes[classes[row]] != classes[row]))
            {
                throw file.Fault(place, "stands not for itself");
            }
        });
        return classes;
    }

    /// <summary>The cell's text, which must be that of its edges, once in the table.</summary>
    private string Cell(TableFile file, int column, int[] edges)
    {
        var chosen = Array.ConvertAll(edges, edge => known.Operation(file.Bytes(edge)) is >= 0 and var choice
            ? choice
            : throw file.Fault(edge, $"is none of {known.Choices}"));
        var number = known.Number(chosen);
        return known.Number(file.Bytes(column)) == number
            ? known.Once(file, column, number)
            : throw file.Fault(column, "is another cell than its edges say");
    }

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
