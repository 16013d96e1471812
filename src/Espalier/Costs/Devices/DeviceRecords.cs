namespace Espalier.Costs.Devices;

/// <summary>What is known before a new device comes: how long many networks take on some devices.</summary>
public sealed record DeviceRecords
{
    /// <summary>The networks as rows of numbers, all of one length.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Networks { get; init; }

    /// <summary>
    /// Which nodes of a network's graph hear of which [nodes, nodes], itself counted: a row of <see cref="Networks"/> is then node after
    /// node, and the last node hears of all. Null: rows are no graphs.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>>? Graph { get; init; }

    /// <summary>For each known device the milliseconds of each network, in the order of <see cref="Networks"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Milliseconds { get; init; }

    /// <summary>The networks that are measured on every device, a new one too; at least 2.</summary>
    public required IReadOnlyList<int> References { get; init; }

    /// <summary>The networks whose measurements on known devices may be learnt from.</summary>
    public required IReadOnlyList<int> Pool { get; init; }

    /// <summary>Checks that everything fits together.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal void Check()
    {
        if (Milliseconds.Count == 0 || Milliseconds.Any(device => device.Count != Networks.Count))
        {
            throw new ArgumentException($"there is no known device, or one without a time for each of the {Networks.Count} networks");
        }

        if (References.Count < 2 || References.Concat(Pool).Any(network => network < 0 || network >= Networks.Count))
        {
            throw new ArgumentException("at least two references are needed, and all of them and of the pool must be networks that are there");
        }
    }
}
