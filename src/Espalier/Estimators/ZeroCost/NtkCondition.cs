using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// The condition number of the neural tangent kernel: with rows of gradients of each image's summed logits with respect to all weights, the
/// largest eigenvalue of their inner products by the smallest. The lower, the easier to train. The mean of three batches, with normal
/// weights of fan-out drawn anew for each.
/// </summary>
/// <remarks>
/// Weights are those of convolutions, linear layers and batch norms, as in TE-NAS' code. Eigenvalues are found in double precision.
/// </remarks>
[Method(
    "ntk",
    Paper = "Neural Architecture Search on ImageNet in Four GPU Hours: A Theoretically Inspired Perspective, arXiv 2102.11535",
    Year = 2021,
    Summary = "condition number of the neural tangent kernel, lower is better")]
public sealed class NtkCondition : IZeroCostProxy
{
    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public int Batches => 3;

    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        return ProxyScore.Of(input.Batches.Average(batch =>
        {
            FreshWeights.FanOut(network, input.Generator);
            return Condition(network, batch.Images);
        }));
    }

    /// <summary>The condition number for images and the weights as they are; infinite where the smallest eigenvalue is not above 0.</summary>
    internal static double Condition(Module<Tensor, Tensor> network, Tensor images)
    {
        using var scope = NewDisposeScope();
        Parameter[] weights = [.. network.named_parameters().Where(pair => pair.name.EndsWith("weight", StringComparison.Ordinal))
            .Select(pair => pair.parameter)];
        var logits = network.call(images).sum([1]);
        var rows = stack([.. Enumerable.Range(0, (int)logits.size(0)).Select(image => Row(logits[image], weights))]);
        var eigenvalues = linalg.eigvalsh(rows.matmul(rows.t())).data<double>().ToArray();
        return eigenvalues[0] > 0 ? eigenvalues[^1] / eigenvalues[0] : double.PositiveInfinity;
    }

    private static Tensor Row(Tensor logit, Parameter[] weights)
    {
        using var scope = NewDisposeScope();
        var gradients = autograd.grad([logit], weights, retain_graph: true, allow_unused: true);
        return cat([.. gradients.OfType<Tensor>().Select(gradient => gradient.flatten())]).to(ScalarType.Float64).MoveToOuterDisposeScope();
    }
}
