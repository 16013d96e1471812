namespace Espalier.Supernets;

/// <summary>
/// Until it is disposed, every pass through a supernet takes the mixture of the first one: passes that are compared with each other must not
/// differ by what a relaxation draws.
/// </summary>
public sealed class HeldMixture : IRelaxation, IDisposable
{
    private readonly Supernet supernet;
    private readonly IRelaxation? inner;
    private IReadOnlyList<Tensor>? first;

    /// <summary>Takes the place of the supernet's relaxation; where there is none, a mixture is always the same.</summary>
    public HeldMixture(Supernet supernet)
    {
        ArgumentNullException.ThrowIfNull(supernet);
        this.supernet = supernet;
        inner = supernet.Relaxation;
        supernet.Relaxation = inner is null ? null : this;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Mix(IReadOnlyList<Tensor> logits) =>
        first ??= [.. inner!.Mix(logits).Select(mixture => mixture.DetachFromDisposeScope())];

    /// <summary>Puts the relaxation back.</summary>
    public void Dispose()
    {
        supernet.Relaxation = inner;
        foreach (var mixture in first ?? [])
        {
            mixture.Dispose();
        }
    }
}
