using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// GradSign: the sum over weights of |the sum over images of the sign of the image's own gradient|: how far single images agree on where
/// each weight should go.
/// </summary>
/// <remarks>
/// Images go through the network one by one, so that batch norms see one image's statistics, as in the authors' code. A gradient of exactly
/// 0 has no sign; weights whose sum is no number are left out.
/// </remarks>
[Method(
    "gradsign",
    Paper = "GradSign: Model Performance Inference with Theoretical Insights, arXiv 2110.08616",
    Year = 2022,
    Summary = "how far the gradients of single images agree in sign")]
public sealed class GradSign : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        var weights = WeightLayers.Of(network);
        return Of(
            weights,
            (int)input.Labels.numel(),
            image => functional.cross_entropy(network.call(input.Images.narrow(0, image, 1)), input.Labels.narrow(0, image, 1)));
    }

    /// <summary>The score for any losses of single samples.</summary>
    internal static ProxyScore Of(Parameter[] weights, int samples, Func<int, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        Tensor[] sums = [.. weights.Select(weight => weight.detach().zeros_like())];
        for (var sample = 0; sample < samples; sample++)
        {
            using var inner = NewDisposeScope();
            var gradients = WeightLayers.Gradients(loss(sample), weights);
            using var unrecorded = no_grad();
            foreach (var (sum, gradient) in sums.Zip(gradients))
            {
                sum.add_(gradient.sign());
            }
        }

        return ProxyScore.Sum(sums.Select(sum => sum.masked_fill(sum.isfinite().logical_not(), 0).abs().sum(ScalarType.Float64).ToDouble()));
    }
}
