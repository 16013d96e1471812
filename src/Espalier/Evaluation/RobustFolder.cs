using System.Globalization;

namespace Espalier.Evaluation;

/// <summary>Robust evaluations beside a network, in <c>robustness/</c>: told by norm, radius, attack and number of images.</summary>
/// <param name="folder">The network's folder.</param>
public sealed class RobustFolder(string folder) : EvaluationFolder<RobustRequest, RobustProgress, RobustEvaluation>(folder, "robustness")
{
    private protected override string NameOf(RobustRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.Attack}-{request.Epsilon:0.#####}");

    private protected override IOrderedEnumerable<RobustEvaluation> InOrder(IEnumerable<RobustEvaluation> found) => found
        .OrderBy(evaluation => evaluation.Request.Norm)
        .ThenBy(evaluation => evaluation.Request.Epsilon)
        .ThenBy(evaluation => evaluation.Request.Attack, StringComparer.Ordinal)
        .ThenBy(evaluation => evaluation.Request.Images);
}
