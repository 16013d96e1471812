namespace Espalier.Studies;

/// <summary>What a checkpoint file holds. Owns its tensors: who loads it disposes it.</summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>Takes the tensors out of every scope and over.</summary>
    internal Checkpoint(IReadOnlyDictionary<string, Tensor> tensors, string json)
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.DetachFromDisposeScope();
        }

        Tensors = tensors;
        Json = json;
    }

    /// <summary>The tensors by name, in the memory layout they were saved in.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Everything else, as it was given.</summary>
    public string Json { get; }

    /// <summary>The tensors whose names begin with <paramref name="prefix"/>, without it. They stay the checkpoint's.</summary>
    public Dictionary<string, Tensor> Part(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Tensors
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
