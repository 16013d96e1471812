using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// NAS-Bench-201: what each of the 15,625 cells came to on three data sets after 12 and after 200 epochs, on validation and on test images.
/// </summary>
/// <remarks>
/// <para>Accuracies are fractions, 0 to 1, as everywhere in the toolkit; the files have percent. Those on test images after 200 epochs are means
/// over the seeds that were trained; the others are of one seed, as docs/tables.md tells.</para>
/// <para>Source: Dong and Yang, "NAS-Bench-201", arXiv 2001.00326. Multiply-accumulates are counted as NASLib counts them, batch norm and
/// pooling included: more than <see cref="Espalier.Costs.NetworkCost"/> says.</para>
/// </remarks>
[Method(
    "nas-bench-201",
    Paper = "NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search, arXiv 2001.00326",
    Year = 2020,
    Summary = "all 15,625 cells after 12 and 200 epochs on CIFAR-10, CIFAR-100 and ImageNet16-120")]
public sealed class NasBench201Table : ITabularBenchmark
{
    /// <summary>The folder of its files in a <see cref="TablesFolder"/>.</summary>
    public const string Folder = "nasbench201";

    private readonly int[] classes;
    private readonly CellRows rows;
    private readonly NamedColumns columns;
    private readonly TableColumn[,,] accuracies;

    internal NasBench201Table(ISearchSpace space, string[] cells, int[] classes, IReadOnlyList<TableColumn> columns)
    {
        (rows, this.classes, this.columns) = (new(space, cells), classes, new(Name, columns));
        accuracies = new TableColumn[NasBench201DataNames.All.Count, 2, Schedules.Count];
        foreach (var data in NasBench201DataNames.All)
        {
            foreach (var split in Enum.GetValues<TableSplit>())
            {
                foreach (var (i, epochs) in Schedules.Index())
                {
                    accuracies[(int)data, (int)split, i] = this.columns[TableColumn.AccuracyName(data.Name(), split, epochs)];
                }
            }
        }
    }

    /// <summary>How many epochs the cells were trained: 12 and 200, on schedules of their own.</summary>
    public static IReadOnlyList<int> Schedules { get; } = [12, 200];

    /// <inheritdoc/>
    public string Name => "nas-bench-201";

    /// <inheritdoc/>
    public string Space => rows.Space;

    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns => columns.All;

    /// <summary>What training for 12 epochs and validating on CIFAR-10 took: <c>cifar10.cost.12</c>.</summary>
    public TableColumn CostSeconds => columns[NasBench201Reader.Cost];

    /// <summary>Multiply-accumulates for an image of CIFAR-10, as NASLib counts them: <c>cifar10.flops</c>.</summary>
    public TableColumn Flops => columns[NasBench201Reader.Flops];

    /// <summary>Reads the three files of the table.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="space">The space of its cells.</param>
    /// <exception cref="InvalidInputException">A file is missing or damaged; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">It is another space.</exception>
    public static NasBench201Table Load(TablesFolder folder, ICellSpace space)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(space);
        return NasBench201Reader.Read(folder.Of(Folder), space);
    }

    /// <inheritdoc/>
    public TableColumn Column(string name) => columns[name];

    /// <summary>The accuracies measured in one way, fractions 0 to 1.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="split">On what images.</param>
    /// <param name="epochs">One of <see cref="Schedules"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nobody trained that long.</exception>
    public TableColumn Accuracy(NasBench201Data data, TableSplit split, int epochs) => epochs switch
    {
        12 => accuracies[(int)data, (int)split, 0],
        200 => accuracies[(int)data, (int)split, 1],
        _ => throw new ArgumentOutOfRangeException(nameof(epochs), epochs, $"one of {string.Join(", ", Schedules)}"),
    };

    /// <summary>Trained parameters of the published network for a data set: <c>cifar10.params</c> and so on.</summary>
    public TableColumn Parameters(NasBench201Data data) => columns[$"{data.Name()}.params"];

    /// <summary>The zen score of the untrained network for a data set: <c>cifar10.zen</c> and so on.</summary>
    public TableColumn Zen(NasBench201Data data) => columns[$"{data.Name()}.zen"];

    /// <summary>The row that stands for all whose cells compute the same; there are 6,466 such classes.</summary>
    public int ClassOf(int index) => classes[index];

    /// <inheritdoc/>
    public int IndexOf(Genotype genotype) => rows.IndexOf(genotype);

    /// <inheritdoc/>
    public Genotype GenotypeOf(int index) => rows.GenotypeOf(index);
}
