using Espalier.Spaces;

namespace Espalier.Estimators;

/// <summary>
/// Numbers that networks give away untrained: what a search may look at before it spends anything. A table has them stored; a run with images
/// measures them.
/// </summary>
public interface INetworkMetrics
{
    /// <summary>The metrics there are, by our names of the proxies.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The only networks that there are metrics of, in an order that never changes; null: any of the space can be measured.</summary>
    IReadOnlyList<Genotype>? Pool => null;

    /// <summary>The metrics of networks, a row for each, in the order of the names; null where there is no finite one.</summary>
    /// <param name="names">Some of <see cref="Names"/>.</param>
    /// <param name="networks">Where there is a <see cref="Pool"/>, some of it.</param>
    /// <exception cref="InvalidInputException">They cannot be measured.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    IReadOnlyList<IReadOnlyList<double?>> Of(IReadOnlyList<string> names, IReadOnlyList<Genotype> networks);
}
