namespace Espalier.Costs.Devices;

/// <summary>A predictor that looks up what a network takes on known devices, and only weighs these.</summary>
public abstract class KnownDevices : ILatencyPredictor
{
    private DeviceRecords? known;
    private double[][] embeddings = [];
    private ReferenceScale[] scales = [];

    /// <summary>A predictor that nothing is drawn for.</summary>
    private protected KnownDevices(LatencyContext context) => ArgumentNullException.ThrowIfNull(context);

    /// <inheritdoc/>
    public void Learn(DeviceRecords known, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        known.Check();
        scales = [.. known.Milliseconds.Select(device => new ReferenceScale([.. known.References.Select(network => device[network])]))];
        embeddings = [.. scales.Select(scale => scale.References)];
        this.known = known;
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Predict(IReadOnlyList<double> references, IReadOnlyList<int> networks)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(networks);
        var records = known ?? throw new InvalidOperationException("nothing was learnt");
        if (references.Count != records.References.Count)
        {
            throw new ArgumentException($"{references.Count} measurements of {records.References.Count} reference networks", nameof(references));
        }

        var scale = new ReferenceScale(references);
        var (fixedPart, weights) = Weigh(scale.References, embeddings);
        return
        [
            .. networks.Select(network => scale.Milliseconds(
                fixedPart + weights.Select((weight, device) => weight * scales[device].Of(records.Milliseconds[device][network])).Sum())),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>How much each known device counts, and what is added.</summary>
    /// <param name="wanted">The new device's references, scaled.</param>
    /// <param name="embeddings">The known devices' references, scaled.</param>
    private protected abstract (double Fixed, double[] Weights) Weigh(double[] wanted, double[][] embeddings);
}
