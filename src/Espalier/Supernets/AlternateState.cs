namespace Espalier.Supernets;

/// <summary>
/// A second state of tensors that somebody else owns, such as the weights and buffers of a module. It is kept aside, and put in their
/// place for a while: what happens to it there stays with it, and the tensors then have their own state again, bit for bit.
/// </summary>
/// <remarks>
/// Values are exchanged, not tensors, so optimisers and kernels that hold the tensors need not know. A graph that was recorded before an
/// exchange must not be differentiated after it.
/// </remarks>
public sealed class AlternateState : IDisposable
{
    private readonly Dictionary<string, (Tensor Own, Tensor Kept)> entries;

    /// <summary>Begins as a copy of the tensors as they are now.</summary>
    /// <param name="tensors">The tensors by name; borrowed for as long as this lives.</param>
    public AlternateState(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var unrecorded = no_grad();
        entries = tensors.ToDictionary(
            pair => pair.Key, pair => (pair.Value, pair.Value.clone().DetachFromDisposeScope()), StringComparer.Ordinal);
        Aside = entries.ToDictionary(pair => pair.Key, pair => pair.Value.Kept, StringComparer.Ordinal);
    }

    /// <summary>The state that is not in place, by name: this one, or while this is in place that of the tensors. They stay its own.</summary>
    public IReadOnlyDictionary<string, Tensor> Aside { get; }

    /// <summary>Puts this state in place until what is returned is disposed.</summary>
    public Presence Enter() => new(this);

    /// <summary>Takes over the tensors' state as it is now.</summary>
    public void Renew()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var (own, kept) in entries.Values)
        {
            kept.copy_(own);
        }
    }

    /// <summary>Takes over a state.</summary>
    /// <exception cref="ArgumentException">A name is missing or too many, or a shape differs.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count != entries.Count
            || entries.FirstOrDefault(pair => !state.TryGetValue(pair.Key, out var given) || !given.shape.SequenceEqual(pair.Value.Own.shape)).Key
                is not null)
        {
            throw new ArgumentException("the state has other names or shapes than the tensors", nameof(state));
        }

        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var (name, (_, kept)) in entries)
        {
            kept.copy_(state[name]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, kept) in entries.Values)
        {
            kept.Dispose();
        }
    }

    private void Exchange()
    {
        using var unrecorded = no_grad();
        foreach (var (own, kept) in entries.Values)
        {
            using var scope = NewDisposeScope();
            var before = own.clone();
            own.copy_(kept);
            kept.copy_(before);
        }
    }

    /// <summary>The time that an <see cref="AlternateState"/> is in place.</summary>
    public readonly ref struct Presence : IDisposable
    {
        private readonly AlternateState state;

        internal Presence(AlternateState state)
        {
            this.state = state;
            state.Exchange();
        }

        /// <summary>Exchanges back.</summary>
        public void Dispose() => state.Exchange();
    }
}
