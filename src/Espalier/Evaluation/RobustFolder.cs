using System.Globalization;

namespace Espalier.Evaluation;

/// <summary>Robust evaluations beside a network: <c>robustness/</c> in its folder, a file for each, and one for each that is under way.</summary>
public sealed class RobustFolder
{
    private readonly EvaluationFiles files;

    /// <summary>The evaluations of the network in this folder; nothing is made yet.</summary>
    public RobustFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        files = new EvaluationFiles(Path.Combine(folder, "robustness"));
    }

    /// <summary>The file of an evaluation.</summary>
    public string FileOf(RobustRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return files.FileOf(string.Create(CultureInfo.InvariantCulture, $"{request.Attack}-{request.Epsilon:0.#####}"), request);
    }

    /// <summary>What was saved of an evaluation that did not end; null where nothing that can be used was.</summary>
    public RobustProgress? Find(RobustRequest request) =>
        EvaluationFiles.Find<RobustProgress, RobustRequest>(FileOf(request), request, progress => progress.Request) is { Schema: RobustProgress.Format } found
            ? found
            : null;

    /// <summary>Keeps what is done of an evaluation.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(RobustProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        EvaluationFiles.Save(FileOf(progress.Request), progress);
    }

    /// <summary>Keeps an evaluation, and no longer what was done of it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public string Finish(RobustEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return EvaluationFiles.Finish(FileOf(evaluation.Request), evaluation);
    }

    /// <summary>The evaluations of these weights, by norm, radius, attack and number of images.</summary>
    /// <param name="model">The checksum of the weights: evaluations of other ones are passed over.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public IReadOnlyList<RobustEvaluation> Of(string model) =>
    [
        .. files.All<RobustEvaluation>(found => found.IsSound())
            .Where(found => found.Request.Model == model)
            .OrderBy(found => found.Request.Norm)
            .ThenBy(found => found.Request.Epsilon)
            .ThenBy(found => found.Request.Attack, StringComparer.Ordinal)
            .ThenBy(found => found.Request.Images),
    ];
}
