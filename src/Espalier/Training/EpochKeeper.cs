using Espalier.Spaces;

namespace Espalier.Training;

/// <summary>Remembers the weights of the most robust epoch, batch norm's statistics included. It owns its copies.</summary>
internal sealed class EpochKeeper(Network network) : IDisposable
{
    private readonly Dictionary<string, Tensor> copies = new(StringComparer.Ordinal);

    /// <summary>The copies by name; empty before the first epoch is over.</summary>
    internal IReadOnlyDictionary<string, Tensor> Tensors => copies;

    /// <summary>The first of the epochs that did best under attack; null where none was attacked.</summary>
    internal static TrainedEpoch? BestOf(IReadOnlyList<TrainedEpoch> epochs) => epochs.Where(epoch => epoch.Robust is not null).MaxBy(epoch => epoch.Robust);

    /// <summary>Copies the network's weights if the last of the epochs is the best.</summary>
    internal void Offer(IReadOnlyList<TrainedEpoch> epochs)
    {
        if (BestOf(epochs)?.Epoch == epochs[^1].Epoch)
        {
            Copy();
        }
    }

    /// <summary>Takes over copies that were saved; leaves them in the network, too.</summary>
    /// <exception cref="ArgumentException">They do not fit the network.</exception>
    internal void Load(IReadOnlyDictionary<string, Tensor> saved)
    {
        network.load_state_dict(saved);
        Copy();
    }

    /// <summary>Gives the network the weights of the best epoch, where there is one.</summary>
    internal void PutBack()
    {
        if (copies.Count > 0)
        {
            network.load_state_dict(copies);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in copies.Values)
        {
            copy.Dispose();
        }
    }

    private void Copy()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var (name, tensor) in network.state_dict())
        {
            if (copies.TryGetValue(name, out var copy))
            {
                copy.copy_(tensor);
            }
            else
            {
                copies.Add(name, tensor.detach().clone().DetachFromDisposeScope());
            }
        }
    }
}
