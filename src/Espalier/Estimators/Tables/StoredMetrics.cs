using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>Metrics that a table has stored of the only networks it knows.</summary>
public sealed class StoredMetrics : INetworkMetrics
{
    private readonly Dictionary<Genotype, IReadOnlyDictionary<string, double?>> rows;

    /// <summary>Metrics of networks.</summary>
    /// <param name="names">The metrics.</param>
    /// <param name="rows">Each network, with its metrics; one that is null or not there is not known.</param>
    /// <exception cref="ArgumentException">A network is there twice.</exception>
    public StoredMetrics(IReadOnlyList<string> names, IReadOnlyList<(Genotype Network, IReadOnlyDictionary<string, double?> Metrics)> rows)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(rows);
        (Names, Pool) = (names, [.. rows.Select(row => row.Network)]);
        this.rows = rows.ToDictionary(row => row.Network, row => row.Metrics);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Genotype> Pool { get; }

    /// <summary>The stored scores of a data set's cells of NAS-Bench-201.</summary>
    /// <param name="table">The scores; <see cref="SuiteZeroSource.NasBench201"/>.</param>
    /// <param name="data">The data set.</param>
    /// <param name="space">The space of the cells.</param>
    public static StoredMetrics Of(SuiteZeroTable table, NasBench201Data data, ISearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(space);
        return new(
            [.. table.Proxies.Order(StringComparer.Ordinal)],
            [.. table.Of(data.Name()).Select(row => (space.Parse(row.Architecture, table.Name), row.Scores))]);
    }

    /// <summary>What NAS-Bench-201's own table says of its cells untrained: parameters, multiply-accumulates, zen score; all cells.</summary>
    public static StoredMetrics Of(NasBench201Table table, NasBench201Data data)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (parameters, zen) = (table.Parameters(data), table.Column($"{data.Name()}.zen"));
        return new(
            ["macs", "params", "zen"],
            [
                .. Enumerable.Range(0, table.Count).Select(row => (
                    table.GenotypeOf(row),
                    (IReadOnlyDictionary<string, double?>)new Dictionary<string, double?>
                    {
                        ["macs"] = table.Flops[row],
                        ["params"] = parameters[row],
                        ["zen"] = zen[row],
                    })),
            ]);
    }

    IReadOnlyList<Genotype>? INetworkMetrics.Pool => Pool;

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<double?>> Of(IReadOnlyList<string> names, IReadOnlyList<Genotype> networks)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(networks);
        return [.. networks.Select(network => (IReadOnlyList<double?>)[.. names.Select(name => rows[network].GetValueOrDefault(name))])];
    }
}
