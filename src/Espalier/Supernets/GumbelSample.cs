namespace Espalier.Supernets;

/// <summary>
/// One operation per edge, drawn by the Gumbel-max trick, with the gradient of the softmax at a temperature (GDAS, arXiv 1910.04465,
/// equations 3 to 5): a row is exactly 0 but for the one drawn.
/// </summary>
/// <param name="generator">Where it draws from.</param>
public sealed class GumbelSample(Generator generator) : IRelaxation
{
    private const double Tiny = 1e-20;

    /// <summary>The temperature of the gradient's softmax, above 0.</summary>
    public double Temperature
    {
        get;
        set => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Temperature), value, "above 0");
    } = 1;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Mix(IReadOnlyList<Tensor> logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return [.. logits.Select(Draw)];
    }

    private Tensor Draw(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var noise = ((rand(logits.shape, generator: generator) + Tiny).log().neg() + Tiny).log().neg();
        var soft = ((logits.log_softmax(-1) + noise) / Temperature).softmax(-1);
        var hard = functional.one_hot(soft.argmax(-1), soft.size(-1)).to(soft.dtype);

        // In this order what was not drawn is exactly 0: (0 - p) + p.
        return ((hard - soft.detach()) + soft).MoveToOuterDisposeScope();
    }
}
