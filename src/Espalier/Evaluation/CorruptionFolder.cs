namespace Espalier.Evaluation;

/// <summary>
/// Evaluations on corrupted images beside a network: <c>corruptions/</c> in its folder, a file for each, and one for each that is under way.
/// </summary>
public sealed class CorruptionFolder
{
    private readonly EvaluationFiles files;

    /// <summary>The evaluations of the network in this folder; nothing is made yet.</summary>
    public CorruptionFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        files = new EvaluationFiles(Path.Combine(folder, "corruptions"));
    }

    /// <summary>The file of an evaluation.</summary>
    public string FileOf(CorruptionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return files.FileOf(request.Corruptions, request);
    }

    /// <summary>What was saved of an evaluation that did not end; null where nothing that can be used was.</summary>
    public CorruptionProgress? Find(CorruptionRequest request) =>
        EvaluationFiles.Find<CorruptionProgress, CorruptionRequest>(FileOf(request), request, progress => progress.Request);

    /// <summary>Keeps what is done of an evaluation.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(CorruptionProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        EvaluationFiles.Save(FileOf(progress.Request), progress);
    }

    /// <summary>Keeps an evaluation, and no longer what was done of it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public string Finish(CorruptionEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return EvaluationFiles.Finish(FileOf(evaluation.Request), evaluation);
    }

    /// <summary>The evaluations of these weights, by what was asked for and the number of images.</summary>
    /// <param name="model">The checksum of the weights: evaluations of other ones are passed over.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public IReadOnlyList<CorruptionEvaluation> Of(string model) =>
    [
        .. files.All<CorruptionEvaluation>(found => found.IsSound())
            .Where(found => found.Request.Model == model)
            .OrderBy(found => found.Request.Corruptions, StringComparer.Ordinal)
            .ThenBy(found => found.Request.Images),
    ];
}
