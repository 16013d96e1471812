namespace Espalier.Supernets;

/// <summary>
/// A copy of weights that can be put back bit for bit. Trial steps are undone by copying, never by arithmetic, which would round.
/// </summary>
public sealed class WeightSnapshot : IDisposable
{
    private readonly IReadOnlyList<Parameter> weights;
    private readonly Tensor[] copies;

    /// <summary>Copies the weights as they are now.</summary>
    public WeightSnapshot(IReadOnlyList<Parameter> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        using var unrecorded = no_grad();
        this.weights = weights;
        copies = [.. weights.Select(weight => weight.clone().DetachFromDisposeScope())];
    }

    /// <summary>Puts the copies back.</summary>
    public void Restore()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        for (var i = 0; i < copies.Length; i++)
        {
            weights[i].copy_(copies[i]);
        }
    }

    /// <summary>Sets the weights to the copies plus a factor times a direction.</summary>
    public void Move(IReadOnlyList<Tensor> direction, double factor)
    {
        ArgumentNullException.ThrowIfNull(direction);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        for (var i = 0; i < copies.Length; i++)
        {
            weights[i].copy_(copies[i]).add_(direction[i], factor);
        }
    }

    /// <summary>Restores the weights and frees the copies.</summary>
    public void Dispose()
    {
        Restore();
        Array.ForEach(copies, copy => copy.Dispose());
    }
}
