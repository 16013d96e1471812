namespace Espalier.Estimators.ZeroCost.Observation;

/// <summary>What each convolution and linear layer of a network gives in later passes, kept until this is disposed.</summary>
internal sealed class LayerOutputs : IDisposable
{
    private readonly List<Tensor> values = [];
    private readonly List<Parameter> weights = [];
    private readonly List<IDisposable> hooks = [];

    /// <summary>Watches a network.</summary>
    internal LayerOutputs(Module network)
    {
        foreach (var layer in network.modules().OfType<Module<Tensor, Tensor>>())
        {
            if (WeightLayers.WeightOf(layer) is { } weight)
            {
                hooks.Add(layer.register_forward_hook((_, _, output) => Keep(output, weight)));
            }
        }
    }

    /// <summary>The outputs in the order of the calls.</summary>
    internal IReadOnlyList<Tensor> Values => values;

    /// <summary>The weights of the layers that gave them.</summary>
    internal IReadOnlyList<Parameter> Weights => weights;

    /// <inheritdoc/>
    public void Dispose()
    {
        hooks.ForEach(hook => hook.Dispose());
        values.ForEach(value => value.Dispose());
    }

    private void Keep(Tensor output, Parameter weight)
    {
        values.Add(output.alias().DetachFromDisposeScope());
        weights.Add(weight);
    }
}
