using Espalier.Costs.Devices;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// How latency predictors are compared on NAS-Bench-201, as far as the table holds the devices: which of them are known, which are new, what
/// may be learnt from and what is asked.
/// </summary>
/// <remarks>
/// HELP, arXiv 2106.08630, and its code. Of the published devices silver_4210r and samsung_s7 (known), raspi4 and eyeriss (new) are not in the
/// table. The table has some that the paper trains, validates and tests on none of.
/// </remarks>
public sealed class HelpProtocol
{
    private const int PoolSize = 900;
    private const int Questions = 1000;
    private const double Trim = 0.1;
    private readonly NasBench201LatencyTable table;
    private readonly OperationGraph graph;
    private readonly double[][] rows;

    /// <summary>The protocol on a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="space">Its space.</param>
    public HelpProtocol(NasBench201LatencyTable table, ICellSpace space)
    {
        ArgumentNullException.ThrowIfNull(table);
        (this.table, graph) = (table, new OperationGraph(space));
        rows = [.. Enumerable.Range(0, table.Count).Select(row => graph.Of(table.GenotypeOf(row)))];
    }

    /// <summary>The published known devices that the table holds.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["1080ti_1", "1080ti_32", "1080ti_256", "silver_4114", "samsung_a50", "pixel3", "essential_ph_1"];

    /// <summary>The published devices to choose settings by, which are neither learnt from nor reported on as new.</summary>
    public static IReadOnlyList<string> Validation { get; } = ["titanx_1", "titanx_32", "titanx_256", "gold_6240"];

    /// <summary>The published new devices that the table holds.</summary>
    public static IReadOnlyList<string> Unseen { get; } = ["titan_rtx_256", "gold_6226", "pixel2", "fpga"];

    /// <summary>The published reference cells, measured on every device: rows of the table.</summary>
    public static IReadOnlyList<int> References { get; } = [11982, 431, 55, 9, 14451, 8636, 9881, 13479, 6196, 1462];

    /// <summary>The cells of which the known devices' times may be learnt from: the table's first 900.</summary>
    public static IReadOnlyList<int> Pool { get; } = [.. Enumerable.Range(0, PoolSize)];

    /// <summary>The cells that are asked for: the next 1,000, but for references.</summary>
    public static IReadOnlyList<int> Queries { get; } = [.. Enumerable.Range(PoolSize, Questions).Except(References)];

    /// <summary>What is learnt from.</summary>
    /// <param name="known">The known devices.</param>
    /// <exception cref="InvalidInputException">The table has not all of them.</exception>
    public DeviceRecords Records(IEnumerable<string> known) => new()
    {
        Networks = rows,
        Graph = graph.Hears,
        Milliseconds = [.. known.Select(device => table.Milliseconds(device).Values.ToArray())],
        References = References,
        Pool = Pool,
    };

    /// <summary>What the references take on a device, in milliseconds.</summary>
    /// <exception cref="InvalidInputException">The table has none of that name.</exception>
    public double[] Measured(string device) => At(device, References);

    /// <summary>What cells take on a device, in milliseconds.</summary>
    /// <exception cref="InvalidInputException">The table has none of that name.</exception>
    public double[] At(string device, IReadOnlyList<int> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var column = table.Milliseconds(device);
        return [.. cells.Select(cell => column[cell])];
    }

    /// <summary>
    /// Those of <see cref="Queries"/> that the published numbers are of: on each device without the tenth that is slowest and the tenth that
    /// is fastest there. A correlation over the middle alone is lower than one over all.
    /// </summary>
    /// <exception cref="InvalidInputException">The table has none of that name.</exception>
    public IReadOnlyList<int> Middle(string device)
    {
        var column = table.Milliseconds(device);
        var left = (int)(Questions * Trim);
        return
        [
            .. Enumerable.Range(PoolSize, Questions).OrderBy(cell => column[cell]).Skip(left).Take(Questions - (2 * left)).Except(References),
        ];
    }
}
