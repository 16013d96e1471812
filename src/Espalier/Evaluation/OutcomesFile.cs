using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Evaluation;

/// <summary>What is kept of a network image by image: <c>outcomes.json</c> beside its weights, and the evaluations in <c>robustness/</c>.</summary>
public static class OutcomesFile
{
    private const string Name = "outcomes.json";

    /// <summary>The file that belongs to weights.</summary>
    /// <param name="model">The weights' file.</param>
    public static string Of(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model))!, Name);
    }

    /// <summary>Keeps outcomes beside the weights they are of.</summary>
    /// <param name="outcomes">What became of the images.</param>
    /// <param name="model">The weights' file.</param>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public static void Save(ImageOutcomes outcomes, string model)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        AtomicText.Write(Of(model), JsonSerializer.Serialize(outcomes, StudyJson.Document) + "\n");
    }

    /// <summary>Reads outcomes.</summary>
    /// <exception cref="InvalidInputException">The file is damaged.</exception>
    public static ImageOutcomes Load(string path)
    {
        const string Mend = "delete it, and evaluate again";
        var found = StudyJson.Read<ImageOutcomes>(AtomicText.Read(path), path, Mend);
        return found.IsSound() ? found : throw new InvalidInputException(path, "has digits that do not fit each other", Mend);
    }

    /// <summary>Everything that is kept of weights image by image; of other weights that lay there before, nothing.</summary>
    /// <param name="model">The weights' file, which is there.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public static IReadOnlyList<ImageOutcomes> All(string model)
    {
        var path = Of(model);
        var weights = ModelFile.Checksum(model);
        return
        [
            .. File.Exists(path) && Load(path) is var own && own.Model == weights ? [own] : Array.Empty<ImageOutcomes>(),
            .. new RobustFolder(Path.GetDirectoryName(path)!).Of(weights).Select(found => found.Outcomes()).OfType<ImageOutcomes>(),
        ];
    }
}
