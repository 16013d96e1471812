namespace Espalier.Estimators.ZeroCost.Observation;

/// <summary>Tensors that go through operators of one kind while a network is called, kept until this is disposed.</summary>
internal sealed class RecordedTensors : IDisposable
{
    private readonly List<Tensor> values = [];

    private RecordedTensors()
    {
    }

    /// <summary>In the order of the calls.</summary>
    internal IReadOnlyList<Tensor> Values => values;

    /// <summary>What every ReLU gives while something is computed, wherever it stands in a network.</summary>
    internal static RecordedTensors OfRelus(Action compute) =>
        Of(compute, call => call.Name is "aten::relu" or "aten::relu_" ? call.Results[0] : null);

    /// <summary>What goes into global average pooling.</summary>
    internal static RecordedTensors OfPooled(Action compute) =>
        Of(compute, call => call.Name == "aten::adaptive_avg_pool2d" ? (Tensor?)call.Arguments[0] : null);

    /// <inheritdoc/>
    public void Dispose() => values.ForEach(value => value.Dispose());

    private static RecordedTensors Of(Action compute, Func<OperatorCall, Tensor?> choose)
    {
        var found = new RecordedTensors();
        using var recording = record_operators(call =>
        {
            if (choose(call) is { } value)
            {
                found.values.Add(value.alias().DetachFromDisposeScope());
            }
        });
        try
        {
            compute();
            return found;
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }
}
