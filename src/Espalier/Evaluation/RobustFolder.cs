using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Evaluation;

/// <summary>Robust evaluations beside a network: <c>robustness/</c> in its folder, a file for each, and one for each that is under way.</summary>
public sealed class RobustFolder
{
    private const string Ending = ".json";
    private const string Begun = ".part";
    private readonly string root;

    /// <summary>The evaluations of the network in this folder; nothing is made yet.</summary>
    public RobustFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        root = Path.Combine(folder, "robustness");
    }

    /// <summary>The file of an evaluation.</summary>
    public string FileOf(RobustRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        const int Digits = 8;
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request, StudyJson.Line))));
        var name = string.Create(CultureInfo.InvariantCulture, $"{request.Attack.Replace(",", "+", StringComparison.Ordinal)}-{request.Epsilon:0.#####}");
        return Path.Combine(root, $"{name.Replace(" ", string.Empty, StringComparison.Ordinal)}-{sum[..Digits]}{Ending}");
    }

    /// <summary>What was saved of an evaluation that did not end; null where nothing that can be used was.</summary>
    public RobustProgress? Find(RobustRequest request)
    {
        var path = FileOf(request) + Begun;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var found = StudyJson.Read<RobustProgress>(AtomicText.Read(path), path, "delete it");
            return Same(found.Request, request) ? found : null;
        }
        catch (InvalidInputException)
        {
            // Nothing is lost but time: it begins anew.
            return null;
        }
    }

    /// <summary>Keeps what is done of an evaluation.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(RobustProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Write(FileOf(progress.Request) + Begun, JsonSerializer.Serialize(progress, StudyJson.Line));
    }

    /// <summary>Keeps an evaluation, and no longer what was done of it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public string Finish(RobustEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var path = FileOf(evaluation.Request);
        Write(path, JsonSerializer.Serialize(evaluation, StudyJson.Document) + "\n");
        FileFault.Guard(path + Begun, () => File.Delete(path + Begun));
        return path;
    }

    /// <summary>The evaluations of these weights, by norm, radius, attack and number of images.</summary>
    /// <param name="model">The checksum of the weights: evaluations of other ones are passed over.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public IReadOnlyList<RobustEvaluation> Of(string model) =>
    [
        .. (Directory.Exists(root) ? Directory.EnumerateFiles(root, "*" + Ending) : [])
            .Order(StringComparer.Ordinal)
            .Select(Load)
            .Where(found => found.Request.Model == model)
            .OrderBy(found => found.Request.Norm)
            .ThenBy(found => found.Request.Epsilon)
            .ThenBy(found => found.Request.Attack, StringComparer.Ordinal)
            .ThenBy(found => found.Request.Images),
    ];

    private static RobustEvaluation Load(string path)
    {
        const string Mend = "delete it, and evaluate again";
        var found = StudyJson.Read<RobustEvaluation>(AtomicText.Read(path), path, Mend);
        return found.IsSound() ? found : throw new InvalidInputException(path, "has numbers that do not fit each other", Mend);
    }

    private static bool Same(RobustRequest one, RobustRequest other) =>
        JsonSerializer.Serialize(one, StudyJson.Line) == JsonSerializer.Serialize(other, StudyJson.Line);

    private static void Write(string path, string text)
    {
        FileFault.Guard(path, () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        AtomicText.Write(path, text);
    }
}
