namespace Espalier.Evaluation;

/// <summary>A network that tells of each pass: an attack can thus be watched and ended between two passes.</summary>
/// <param name="inner">The network. Borrowed: it is no part of this one, and its mode is its own.</param>
/// <param name="passes">Is called before each pass; what it throws ends the attack.</param>
internal sealed class WatchedModel(Module<Tensor, Tensor> inner, Action passes) : Module<Tensor, Tensor>(nameof(WatchedModel))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        passes();
        return inner.call(input);
    }
}
