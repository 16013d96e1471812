using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Cli.Benches;

/// <summary>A table that searches are compared on, before it is read.</summary>
internal interface ITabularSubject
{
    /// <summary>The bench's name.</summary>
    string Name { get; }

    /// <summary>What the bench does, for its help.</summary>
    string Help { get; }

    /// <summary>The space that is searched.</summary>
    ISearchSpace Space { get; }

    /// <summary>A file that the folder of tables must hold.</summary>
    string File { get; }

    /// <summary>What each run may spend, where nothing else is said.</summary>
    double Budget { get; }

    /// <summary>What it spends.</summary>
    string Unit { get; }

    /// <summary>How long networks were trained; a search is judged after the first, where nothing else is said.</summary>
    IReadOnlyList<int> Schedules { get; }

    /// <summary>Whether there is a table of what its networks take on devices.</summary>
    bool HasDevices => false;

    /// <summary>Options of the comparison that others are set against, for each method that has them.</summary>
    IReadOnlyDictionary<string, string> Published(string method);

    /// <summary>Reads the table.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="epochs">Some of <see cref="Schedules"/>: the trainings that candidates are judged after.</param>
    TabularProtocol Load(TablesFolder folder, IReadOnlyList<int> epochs);
}

/// <summary>How searches are judged by a table.</summary>
internal sealed record TabularProtocol
{
    /// <summary>The table.</summary>
    internal required ITabularBenchmark Table { get; init; }

    /// <summary>The trainings that candidates are judged after.</summary>
    internal required IReadOnlyList<TableSchedule> Schedules { get; init; }

    /// <summary>Parameters.</summary>
    internal required TableColumn Size { get; init; }

    /// <summary>What the table knows of networks untrained, for searches that look at it; null: nothing.</summary>
    internal Lazy<INetworkMetrics>? Metrics { get; init; }

    /// <summary>By how much a network is outside a limit; 0 inside. Where nothing is limited, all are.</summary>
    internal Func<Genotype, double> Excess { get; init; } = _ => 0;

    /// <summary>What the network found is told by, with a head for each; ranks are by the first.</summary>
    internal required IReadOnlyList<(string Head, TableColumn Column)> Told { get; init; }

    /// <summary>What the searches are compared with.</summary>
    internal required IReadOnlyList<TabularReference> References { get; init; }

    /// <summary>How a run is judged, in whole sentences.</summary>
    internal required string Reading { get; init; }
}
