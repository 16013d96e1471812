using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors.Networks;

/// <summary>
/// Bayesian linear regression on features: weights of a normal prior of precision alpha, noise of precision beta, both drawn from what the
/// data leaves of them. In the basis of the features' eigenvectors everything is a sum.
/// </summary>
internal sealed class BayesianHead
{
    private const double LeastNoise = 1e-3;
    private const double MostNoise = 1e6;
    private readonly double[] vectors;
    private readonly double[] values;
    private readonly double[] projected;
    private readonly List<(double Alpha, double Beta)> draws;

    private BayesianHead(double[] vectors, double[] values, double[] projected, List<(double Alpha, double Beta)> draws) =>
        (this.vectors, this.values, this.projected, this.draws) = (vectors, values, projected, draws);

    /// <summary>Learns from features [N, D] and targets [N].</summary>
    /// <param name="features">A column of ones is added.</param>
    /// <param name="targets">About of mean 0 and deviation 1.</param>
    /// <param name="draws">How many pairs of precisions are drawn, at least 2.</param>
    /// <param name="burnIn">Steps before.</param>
    /// <param name="random">What decides.</param>
    internal static BayesianHead Fit(Tensor features, Tensor targets, int draws, int burnIn, SeededRandom random)
    {
        using var scope = NewDisposeScope();
        var rows = WithOnes(features);
        var exact = targets.to(ScalarType.Float64);
        var (eigenvalues, eigenvectors) = linalg.eigh(rows.t().matmul(rows));
        double[] values = [.. eigenvalues.clamp(min: 0.0).data<double>()];
        double[] projected = [.. eigenvectors.t().matmul(rows.t().matmul(exact.unsqueeze(1))).squeeze(1).data<double>()];
        var (squares, count) = (exact.square().sum().ToDouble(), exact.numel());
        var flock = Chains.Flock(at => LogPosterior(at, values, projected, squares, count), [0, Math.Log(10)], draws, burnIn, 1, random);
        return new(
            [.. eigenvectors.contiguous().data<double>()], values, projected, [.. flock.Select(at => (Math.Exp(at[0]), Math.Exp(at[1])))]);
    }

    /// <summary>Means and deviations of rows of features [N, D], noise included.</summary>
    internal Prediction[] Tell(Tensor features)
    {
        using var scope = NewDisposeScope();
        var width = values.Length;
        var turned = WithOnes(features).matmul(tensor(vectors, [width, width])).data<double>().ToArray();
        var told = new Prediction[features.size(0)];
        for (var row = 0; row < told.Length; row++)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var (alpha, beta) in draws)
            {
                var (mean, variance) = (0.0, 1 / beta);
                for (var i = 0; i < width; i++)
                {
                    var (feature, precision) = (turned[(row * width) + i], (beta * values[i]) + alpha);
                    mean += feature * beta * projected[i] / precision;
                    variance += feature * feature / precision;
                }

                (sum, squares) = (sum + mean, squares + variance + (mean * mean));
            }

            var average = sum / draws.Count;
            told[row] = new(average, Math.Sqrt(Math.Max(0, (squares / draws.Count) - (average * average))));
        }

        return told;
    }

    /// <summary>The logarithm of the evidence times the priors, up to a constant, at the logarithms of alpha and beta.</summary>
    private static double LogPosterior(double[] at, double[] values, double[] projected, double squares, long count)
    {
        var (alpha, beta) = (Math.Exp(at[0]), Math.Exp(at[1]));
        if (beta is < LeastNoise or > MostNoise || !(alpha is > 0 and < double.MaxValue))
        {
            return double.NegativeInfinity;
        }

        var log = ((values.Length * at[0]) + (count * at[1]) - (beta * squares)) / 2;
        for (var i = 0; i < values.Length; i++)
        {
            var precision = (beta * values[i]) + alpha;
            log += ((beta * beta * projected[i] * projected[i] / precision) - Math.Log(precision)) / 2;
        }

        return log - (at[0] * at[0] / 2);
    }

    private static Tensor WithOnes(Tensor features) => cat([features, ones([features.size(0), 1])], 1).to(ScalarType.Float64);
}
