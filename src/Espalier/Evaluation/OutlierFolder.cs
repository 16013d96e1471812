namespace Espalier.Evaluation;

/// <summary>Evaluations on images of other data beside a network, in <c>ood/</c>: told by the other data and the numbers of images.</summary>
/// <param name="folder">The network's folder.</param>
public sealed class OutlierFolder(string folder) : EvaluationFolder<OutlierRequest, OutlierProgress, OutlierEvaluation>(folder, "ood")
{
    private protected override string NameOf(OutlierRequest request) => Path.GetFileName(request.Outliers.TrimEnd('/'));

    private protected override IOrderedEnumerable<OutlierEvaluation> InOrder(IEnumerable<OutlierEvaluation> found) => found
        .OrderBy(evaluation => evaluation.Request.Outliers, StringComparer.Ordinal)
        .ThenBy(evaluation => evaluation.Request.Images)
        .ThenBy(evaluation => evaluation.Request.OutlierImages);
}
