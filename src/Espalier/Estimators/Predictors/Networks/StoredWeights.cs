namespace Espalier.Estimators.Predictors.Networks;

/// <summary>The parameters and buffers of a network as managed numbers, so that whoever keeps them owns no native memory.</summary>
internal sealed class StoredWeights
{
    private readonly Dictionary<string, float[]> values;

    private StoredWeights(Dictionary<string, float[]> values) => this.values = values;

    /// <summary>Those of a network. Buffers of whole numbers only count, and are left out.</summary>
    internal static StoredWeights Of(Module network) => new(network.state_dict()
        .Where(pair => pair.Value.dtype == ScalarType.Float32)
        .ToDictionary(pair => pair.Key, pair =>
        {
            using var scope = NewDisposeScope();
            return pair.Value.detach().data<float>().ToArray();
        }));

    /// <summary>Gives them to a network of the same form.</summary>
    internal void CopyInto(Module network)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var (name, value) in network.state_dict().Where(pair => values.ContainsKey(pair.Key)))
        {
            value.copy_(tensor(values[name], value.shape));
        }
    }
}
