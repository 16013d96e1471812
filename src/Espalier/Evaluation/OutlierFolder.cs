namespace Espalier.Evaluation;

/// <summary>
/// Evaluations on images of other data beside a network: <c>ood/</c> in its folder, a file for each, and one for each that is under way.
/// </summary>
public sealed class OutlierFolder
{
    private readonly EvaluationFiles files;

    /// <summary>The evaluations of the network in this folder; nothing is made yet.</summary>
    public OutlierFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        files = new EvaluationFiles(Path.Combine(folder, "ood"));
    }

    /// <summary>The file of an evaluation.</summary>
    public string FileOf(OutlierRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return files.FileOf(Path.GetFileName(request.Outliers.TrimEnd('/')), request);
    }

    /// <summary>What was saved of an evaluation that did not end; null where nothing that can be used was.</summary>
    public OutlierProgress? Find(OutlierRequest request) =>
        EvaluationFiles.Find<OutlierProgress, OutlierRequest>(FileOf(request), request, progress => progress.Request);

    /// <summary>Keeps what is done of an evaluation.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(OutlierProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        EvaluationFiles.Save(FileOf(progress.Request), progress);
    }

    /// <summary>Keeps an evaluation, and no longer what was done of it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public string Finish(OutlierEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return EvaluationFiles.Finish(FileOf(evaluation.Request), evaluation);
    }

    /// <summary>The evaluations of these weights, by the other data and the numbers of images.</summary>
    /// <param name="model">The checksum of the weights: evaluations of other ones are passed over.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public IReadOnlyList<OutlierEvaluation> Of(string model) =>
    [
        .. files.All<OutlierEvaluation>(found => found.IsSound())
            .Where(found => found.Request.Model == model)
            .OrderBy(found => found.Request.Outliers, StringComparer.Ordinal)
            .ThenBy(found => found.Request.Images)
            .ThenBy(found => found.Request.OutlierImages),
    ];
}
