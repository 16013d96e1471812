using Espalier.Catalog;
using Espalier.Estimators.ZeroCost.Observation;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// NASWOT: each image switches some ReLUs on; the score is the logarithm of the determinant of the matrix that counts, for each pair of
/// images, the ReLUs on which they agree. No score where two images switch all alike.
/// </summary>
/// <remarks>A ReLU that the logits do not depend on is left out, as in the authors' code, which counts it once its backward has run.</remarks>
[Method(
    "naswot",
    Paper = "Neural Architecture Search without Training, arXiv 2006.04647",
    Year = 2021,
    Summary = "how well the untrained network's ReLUs tell the images of a batch apart")]
public sealed class Naswot : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        Tensor? logits = null;

        // Which ReLUs the logits depend on is no matter of the images: one is enough for the way back, which costs twice the way there.
        using var probes = RecordedTensors.OfRelus(() => logits = network.call(input.Images.narrow(0, 0, 1).detach().clone().requires_grad_()));
        var reached = autograd.grad([logits!.sum()], probes.Values, allow_unused: true);
        using var unrecorded = no_grad();
        using var relus = RecordedTensors.OfRelus(() => network.call(input.Images));
        return ProxyScore.Of(LogDeterminant([.. relus.Values.Zip(reached).Where(relu => relu.Second is not null).Select(relu => relu.First)]));
    }

    /// <summary>The score of what ReLUs gave, [N, ...] each.</summary>
    internal static double LogDeterminant(IReadOnlyList<Tensor> relus)
    {
        if (relus.Count == 0)
        {
            return double.NegativeInfinity;
        }

        using var scope = NewDisposeScope();
        var agreements = relus.Select(Agreements).Aggregate((sum, next) => sum + next);
        var (sign, logarithm) = linalg.slogdet(agreements);
        return sign.ToDouble() > 0 ? logarithm.ToDouble() : double.NegativeInfinity;
    }

    private static Tensor Agreements(Tensor relu)
    {
        using var scope = NewDisposeScope();
        var on = relu.flatten(1).gt(0).to(ScalarType.Float32);
        var off = 1 - on;
        return (on.matmul(on.t()) + off.matmul(off.t())).to(ScalarType.Float64).MoveToOuterDisposeScope();
    }
}
