namespace Espalier.Costs.Devices;

/// <summary>
/// Tells how long networks take on a device of which only the reference networks were measured, from devices of which many were.
/// </summary>
public interface ILatencyPredictor : IDisposable
{
    /// <summary>Learns the known devices, from nothing: what was learnt before is forgotten.</summary>
    /// <param name="known">The devices.</param>
    /// <param name="progress">Told how many of how many steps are done; null: nobody.</param>
    /// <param name="cancellation">Ends it between steps.</param>
    /// <exception cref="ArgumentException">The records do not fit together.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    void Learn(DeviceRecords known, Action<int, int>? progress = null, CancellationToken cancellation = default);

    /// <summary>The milliseconds of networks on a new device.</summary>
    /// <param name="references">What <see cref="DeviceRecords.References"/> take there, in milliseconds, in their order.</param>
    /// <param name="networks">Places in <see cref="DeviceRecords.Networks"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing was learnt.</exception>
    /// <exception cref="ArgumentException">There are not as many references, or they all take the same.</exception>
    IReadOnlyList<double> Predict(IReadOnlyList<double> references, IReadOnlyList<int> networks);
}

/// <summary>What a latency predictor is made from.</summary>
/// <param name="Seed">What its draws derive from.</param>
public sealed record LatencyContext(ulong Seed);
