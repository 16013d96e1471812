using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// NAS-Bench-Suite-Zero: scores that NASLib's zero-cost proxies gave to some hundred architectures of a benchmark, beside their accuracies.
/// </summary>
/// <remarks>
/// Scores go by our names of the proxies; <c>macs</c> are what NASLib calls flops, batch norms and pooling counted. Batches had 32 images.
/// </remarks>
[Method(
    "nas-bench-suite-zero",
    Paper = "NAS-Bench-Suite-Zero: Accelerating Research on Zero Cost Proxies, arXiv 2210.03230",
    Year = 2022,
    Summary = "stored scores of 13 zero-cost proxies beside accuracies: NAS-Bench-201, 101, 301 and further data sets")]
public sealed class SuiteZeroTable : IPublishedTable
{
    /// <summary>The folder of its files in a <see cref="TablesFolder"/>.</summary>
    public const string Folder = "nas_bench_suite_zero";

    private readonly Dictionary<string, IReadOnlyList<StoredScores>> rows;
    private readonly Dictionary<(string Data, string Architecture), StoredScores> known;

    internal SuiteZeroTable(SuiteZeroSource source, IEnumerable<(string Data, StoredScores Stored)> read)
    {
        Source = source;
        rows = read.GroupBy(row => row.Data, row => row.Stored, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<StoredScores> (group) => [.. group], StringComparer.Ordinal);
        known = rows.SelectMany(data => data.Value.Select(row => (data.Key, row)))
            .ToDictionary(pair => (pair.Key, pair.row.Architecture), pair => pair.row);
    }

    /// <inheritdoc/>
    public string Name => "nas-bench-suite-zero";

    /// <summary>Whose architectures these are.</summary>
    public SuiteZeroSource Source { get; }

    /// <summary>The data sets, e.g. <c>cifar10</c>; where a file has several spaces or sources, each with its own.</summary>
    public IReadOnlyCollection<string> Data => rows.Keys;

    /// <summary>The proxies that there are scores of.</summary>
    public IReadOnlyCollection<string> Proxies => [.. Source.Proxies.Values];

    /// <summary>Reads a file of the table.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="source">Which file.</param>
    /// <param name="space">The space of its architectures, each of which must be of it; null: their texts are taken as they are.</param>
    /// <exception cref="InvalidInputException">It is missing or damaged; the message names file, line and column.</exception>
    public static SuiteZeroTable Load(TablesFolder folder, SuiteZeroSource source, ISearchSpace? space = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(source);
        return SuiteZeroReader.Read(folder.Of(Folder), source, space);
    }

    /// <summary>All that is stored of a data set, in the order of the file.</summary>
    /// <exception cref="InvalidInputException">There is no such data set; the message names those there are.</exception>
    public IReadOnlyList<StoredScores> Of(string data) => rows.TryGetValue(data, out var stored)
        ? stored
        : throw new InvalidInputException($"data set '{data}'", $"the table {Name} has none", $"give one of {string.Join(", ", Data)}");

    /// <summary>What is stored of a genotype; null where nothing is.</summary>
    public StoredScores? Find(string data, Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.FieldNotation is { } text ? known.GetValueOrDefault((data, text)) : null;
    }
}
