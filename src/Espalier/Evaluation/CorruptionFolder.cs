namespace Espalier.Evaluation;

/// <summary>Evaluations on corrupted images beside a network, in <c>corruptions/</c>: told by what was asked for and the number of images.</summary>
/// <param name="folder">The network's folder.</param>
public sealed class CorruptionFolder(string folder)
    : EvaluationFolder<CorruptionRequest, CorruptionProgress, CorruptionEvaluation>(folder, "corruptions")
{
    private protected override string NameOf(CorruptionRequest request) => request.Corruptions;

    private protected override IOrderedEnumerable<CorruptionEvaluation> InOrder(IEnumerable<CorruptionEvaluation> found) => found
        .OrderBy(evaluation => evaluation.Request.Corruptions, StringComparer.Ordinal)
        .ThenBy(evaluation => evaluation.Request.Images);
}
