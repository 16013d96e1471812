using Espalier.Catalog;
using Espalier.Estimators.ZeroCost.Observation;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// Jacobian covariance: minus the sum over eigenvalues v of log(v + k) + 1 / (v + k), k = 1e-5, of the correlations between the images'
/// input gradients. It is near minus the batch's size, its largest value, where the network treats images differently.
/// </summary>
[Method(
    "jacob-cov",
    Paper = "Neural Architecture Search without Training (first version), arXiv 2006.04647v1",
    Year = 2020,
    Summary = "how differently the untrained network reacts to each image, by input gradients")]
public sealed class JacobianCovariance : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        return ProxyScore.Of(Correlations.Spectrum(InputGradients.Of(network, input)));
    }
}
