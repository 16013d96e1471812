using Espalier.Catalog;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// A sparse Gaussian process: what the inducing points say is worked out in closed form, and they stand where the variational bound of the
/// evidence is largest.
/// </summary>
/// <remarks>
/// Titsias, "Variational Learning of Inducing Variables in Sparse Gaussian Processes", 2009. Departure from White et al.'s library: there the
/// points begin on a line through the encoding's corner, here at networks of the training set.
/// </remarks>
[Method(
    "sparse-gp",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "Gaussian process through 10 inducing points, collapsed variational bound")]
public sealed class SparseGp(PredictorContext context, SparseGpOptions options) : InducedProcess(context, options)
{
    private double[] triangle = [];
    private double[] inner = [];
    private double[] projected = [];

    /// <inheritdoc/>
    private protected override Tensor Bound(InducedView view, Tensor inputs, Tensor targets)
    {
        var (_, mapped, factor, half) = Parts(view, inputs, targets);
        var count = inputs.size(0);
        var fit = ((targets.square().sum() / view.Noise) - half.square().sum()) * 0.5;
        var size = factor.diagonal().log().sum() + (view.Noise.log() * (0.5 * count)) + (0.5 * Math.Log(2 * Math.PI) * count);
        var unexplained = ((view.Variance * count / view.Noise) - mapped.square().sum()) * 0.5;
        return -(fit + size + unexplained);
    }

    /// <inheritdoc/>
    private protected override void Settle(InducedView view, Tensor inputs, Tensor targets)
    {
        var (outer, _, factor, half) = Parts(view, inputs, targets);
        (triangle, inner, projected) = (outer.data<double>().ToArray(), factor.data<double>().ToArray(), half.data<double>().ToArray());
    }

    /// <inheritdoc/>
    private protected override (Tensor Means, Tensor Variances) Posterior(InducedView view, Tensor asked)
    {
        var count = view.Count;
        var prior = linalg.solve_triangular(tensor(triangle, [count, count]), view.With(asked), upper: false);
        var seen = linalg.solve_triangular(tensor(inner, [count, count]), prior, upper: false);
        return (seen.t().matmul(tensor(projected, [count, 1])), view.Variance - prior.square().sum([0]) + seen.square().sum([0]));
    }

    /// <summary>The points' triangle L, A = L⁻¹ K / s, the triangle of 1 + A Aᵀ, and its solution for A y / s; s² is the noise.</summary>
    private static (Tensor Outer, Tensor Mapped, Tensor Inner, Tensor Half) Parts(InducedView view, Tensor inputs, Tensor targets)
    {
        var deviation = view.Noise.sqrt();
        var outer = view.Triangle(Jitter);
        var mapped = linalg.solve_triangular(outer, view.With(inputs), upper: false) / deviation;
        var inner = linalg.cholesky(mapped.matmul(mapped.t()) + eye(view.Count, ScalarType.Float64));
        return (outer, mapped, inner, linalg.solve_triangular(inner, mapped.matmul(targets) / deviation, upper: false));
    }
}

/// <summary>The settings of <see cref="SparseGp"/>.</summary>
public sealed record SparseGpOptions : InducedOptions;
