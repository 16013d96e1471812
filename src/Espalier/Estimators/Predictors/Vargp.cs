using Espalier.Catalog;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// A variational sparse Gaussian process: what the inducing points say is a normal distribution, moved like all else up the lower bound of
/// the evidence.
/// </summary>
/// <remarks>
/// Hensman, Fusi and Lawrence, "Gaussian Processes for Big Data", 2013, whitened, a normal likelihood, on the whole training set at once.
/// The points begin at networks of the training set, as in <see cref="SparseGp"/>.
/// </remarks>
[Method(
    "vargp",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "Gaussian process through 10 inducing points with a normal distribution over their values, moved up the evidence's bound")]
public sealed class Vargp(PredictorContext context, VargpOptions options) : InducedProcess(context, options)
{
    private Parameter? mean;
    private Parameter? spread;
    private double[] keptMean = [];
    private double[] keptSpread = [];

    /// <summary>The mean of the whitened values, and the lower triangle of their covariance with logarithms on its diagonal.</summary>
    /// <inheritdoc/>
    private protected override Parameter[] Own(int count)
    {
        (mean, spread) = (new Parameter(zeros([count, 1], ScalarType.Float64)), new Parameter(zeros([count, count], ScalarType.Float64)));
        return [mean, spread];
    }

    /// <inheritdoc/>
    private protected override Tensor Bound(InducedView view, Tensor inputs, Tensor targets)
    {
        var triangle = Lower(spread!);
        var (means, variances) = At(view, inputs, mean!, triangle);
        var count = inputs.size(0);
        var misfit = ((targets - means).square().sum() + variances.sum()) / view.Noise;
        var likelihood = (misfit + (view.Noise.log() * count) + (Math.Log(2 * Math.PI) * count)) * -0.5;
        var divergence = (triangle.square().sum() + mean!.square().sum() - view.Count - (spread!.diagonal().sum() * 2)) * 0.5;
        return likelihood - divergence;
    }

    /// <inheritdoc/>
    private protected override void Settle(InducedView view, Tensor inputs, Tensor targets) =>
        (keptMean, keptSpread) = (mean!.data<double>().ToArray(), Lower(spread!).data<double>().ToArray());

    /// <inheritdoc/>
    private protected override (Tensor Means, Tensor Variances) Posterior(InducedView view, Tensor asked) =>
        At(view, asked, tensor(keptMean, [view.Count, 1]), tensor(keptSpread, [view.Count, view.Count]));

    private static Tensor Lower(Tensor parts) =>
        parts.tril(-1) + (eye(parts.size(0), ScalarType.Float64) * parts.diagonal().exp().unsqueeze(0));

    private static (Tensor Means, Tensor Variances) At(InducedView view, Tensor rows, Tensor mean, Tensor triangle)
    {
        var mapped = linalg.solve_triangular(view.Triangle(Jitter), view.With(rows), upper: false);
        var own = triangle.t().matmul(mapped).square().sum([0]);
        return (mapped.t().matmul(mean), view.Variance - mapped.square().sum([0]) + own);
    }
}

/// <summary>The settings of <see cref="Vargp"/>.</summary>
public sealed record VargpOptions : InducedOptions
{
    /// <summary>The published number of steps: 200.</summary>
    public VargpOptions() => Steps = 200;
}
