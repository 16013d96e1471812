using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// How long each of NAS-Bench-201's 15,625 cells takes on real devices: GPUs at several batch sizes, CPUs, phones, an FPGA. Milliseconds, as
/// the published files have them; the number after a GPU's name is the batch size.
/// </summary>
/// <remarks>
/// Source: Lee et al., "HELP", arXiv 2106.08630, of whose 27 columns the file holds 22. Any further column of the file is one more device, so
/// that one's own measurements can stand beside them. Phones but one report whole milliseconds, so many cells are equal there.
/// </remarks>
[Method(
    "nas-bench-201-latency",
    Paper = "HELP: Hardware-Adaptive Efficient Latency Prediction for NAS via Meta-Learning, arXiv 2106.08630",
    Year = 2021,
    Summary = "how long each of NAS-Bench-201's 15,625 cells takes on 22 devices")]
public sealed class NasBench201LatencyTable : ITabularBenchmark
{
    /// <summary>The folder of its file in a <see cref="TablesFolder"/>, and the file's name.</summary>
    public const string Folder = "nasbench201_latency";

    private const string Prefix = "latency.";
    private const string CellColumn = "arch_str";
    private const double MostMilliseconds = 1e6;
    private static readonly string[] Keys = ["index", CellColumn];

    private readonly CellRows rows;
    private readonly NamedColumns columns;

    private NasBench201LatencyTable(ISearchSpace space, string[] cells, int[][] chosen, IReadOnlyList<TableColumn> columns)
    {
        (rows, Chosen, this.columns) = (new(space, cells), chosen, new(Name, columns));
        Devices = [.. columns.Select(column => column.Name[Prefix.Length..])];
    }

    /// <inheritdoc/>
    public string Name => "nas-bench-201-latency";

    /// <inheritdoc/>
    public string Space => rows.Space;

    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns => columns.All;

    /// <summary>For each row the operation of each edge, as the space encodes it.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Chosen { get; }

    /// <summary>The devices, in the order of the file.</summary>
    public IReadOnlyList<string> Devices { get; }

    /// <summary>Reads the table.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="space">The space of its cells.</param>
    /// <exception cref="InvalidInputException">The file is missing or damaged; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">It is another space.</exception>
    public static NasBench201LatencyTable Load(TablesFolder folder, ICellSpace space)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(space);
        var known = new NasBench201Cells(space);
        var file = TableFile.Open(folder.Of(Folder), Folder);
        var cell = file.Column(CellColumn);
        var devices = file.Head.Except(Keys).Where(name => name.Length > 0).ToArray();
        if (devices.Length != file.Head.Count - Keys.Length || devices.Length == 0)
        {
            throw file.Fault("a device has no name, or there is none");
        }

        var places = Array.ConvertAll(devices, file.Column);
        var values = Array.ConvertAll(devices, _ => new double[known.Count]);
        var (cells, chosen) = (new string[known.Count], new int[known.Count][]);
        file.Each(known.Count, row =>
        {
            var number = known.Number(file.Bytes(cell));
            cells[row] = number >= 0 ? known.Once(file, cell, number) : throw file.Fault(cell, $"is no cell of {space.Name}");
            chosen[row] = known.Chosen(number);
            for (var i = 0; i < places.Length; i++)
            {
                values[i][row] = file.Number(places[i], 0, MostMilliseconds);
            }
        });
        return new(
            space, cells, chosen, [.. devices.Zip(values, (name, column) => new TableColumn(Prefix + name, "ms", higherIsBetter: false, column))]);
    }

    /// <summary>What cells take on a device, in milliseconds: the column <c>latency.DEVICE</c>.</summary>
    /// <exception cref="InvalidInputException">There is no such device; the message names those there are.</exception>
    public TableColumn Milliseconds(string device) => columns.Find(Prefix + device) ?? throw new InvalidInputException(
        $"device '{device}'", "the latency table has none of that name", $"give one of {string.Join(", ", Devices)}");

    /// <inheritdoc/>
    public TableColumn Column(string name) => columns[name];

    /// <inheritdoc/>
    public int IndexOf(Genotype genotype) => rows.IndexOf(genotype);

    /// <inheritdoc/>
    public Genotype GenotypeOf(int index) => rows.GenotypeOf(index);
}
