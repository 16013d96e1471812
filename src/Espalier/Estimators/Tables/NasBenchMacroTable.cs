using System.Globalization;
using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>NAS-Bench-Macro: what each of the 6,561 networks came to on CIFAR-10, trained three times.</summary>
/// <remarks>
/// <para>
/// Accuracies are fractions, 0 to 1; the file has percent. A training's is the best of its 50 epochs on test images, by the benchmark's code; there
/// are none on validation images. Networks that compute the same were trained once, and share their numbers: 3,969 are different.
/// </para>
/// <para>Rows are in the order of the digits, from 00000000 to 22222222. Source: Su et al., arXiv 2103.11922.</para>
/// </remarks>
[Method(
    "nas-bench-macro",
    Paper = "Prioritized Architecture Sampling with Monto-Carlo Tree Search, arXiv 2103.11922",
    Year = 2021,
    Summary = "all 6,561 networks after 50 epochs on CIFAR-10, each trained three times")]
public sealed class NasBenchMacroTable : ITabularBenchmark
{
    /// <summary>The folder of its file in a <see cref="TablesFolder"/>.</summary>
    public const string Folder = "nas_bench_macro";

    /// <summary>How many epochs the networks were trained.</summary>
    public const int Epochs = 50;

    internal const string Data = "cifar10";
    internal const string ParametersName = "cifar10.params";
    internal const string MacsName = "cifar10.macs";
    private readonly IChoiceSpace space;
    private readonly NamedColumns columns;

    private NasBenchMacroTable(IChoiceSpace space, IReadOnlyList<TableColumn> columns) => (this.space, this.columns) = (space, new(Name, columns));

    /// <inheritdoc/>
    public string Name => "nas-bench-macro";

    /// <inheritdoc/>
    public string Space => space.Name;

    /// <inheritdoc/>
    public int Count => Columns[0].Count;

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns => columns.All;

    /// <summary>The mean over the trainings: <c>cifar10.test.50</c>.</summary>
    public TableColumn Accuracy => Columns[0];

    /// <summary>The standard deviation over the trainings (of the three, not an estimate from them): <c>cifar10.test.50.deviation</c>.</summary>
    public TableColumn Deviation => columns[DeviationName];

    /// <summary>Trained parameters of the published network: <c>cifar10.params</c>.</summary>
    public TableColumn Parameters => columns[ParametersName];

    /// <summary>Multiply-accumulates for an image, of convolutions and the classifier: <c>cifar10.macs</c>.</summary>
    public TableColumn Macs => columns[MacsName];

    internal static string DeviationName => $"{TableColumn.AccuracyName(Data, TableSplit.Test, Epochs)}.deviation";

    /// <summary>Reads the file of the table.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="space">The space of its networks.</param>
    /// <exception cref="InvalidInputException">The file is missing or damaged; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">It is another space.</exception>
    public static NasBenchMacroTable Load(TablesFolder folder, IChoiceSpace space)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(space);
        return new(space, NasBenchMacroReader.Read(folder.Of(Folder), space));
    }

    /// <summary>What one training came to: <c>cifar10.test.50.1</c> and so on.</summary>
    /// <param name="number">1, 2 or 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public TableColumn Training(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, NasBenchMacroReader.Trainings);
        return columns[TrainingName(number)];
    }

    /// <inheritdoc/>
    public TableColumn Column(string name) => columns[name];

    /// <inheritdoc/>
    public int IndexOf(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.Space == Space
            ? space.Encode(genotype).Aggregate(0, (row, value) => (row * space.Choices[0]) + value)
            : throw new ArgumentException($"a genotype of the space {genotype.Space}, not of {Space}", nameof(genotype));
    }

    /// <inheritdoc/>
    public Genotype GenotypeOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var values = new int[space.Choices.Count];
        for (var place = values.Length - 1; place >= 0; place--, index /= space.Choices[0])
        {
            values[place] = index % space.Choices[0];
        }

        return space.Decode(values);
    }

    internal static string TrainingName(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{TableColumn.AccuracyName(Data, TableSplit.Test, Epochs)}.{number}");
}
