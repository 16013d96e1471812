using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Evaluation;

/// <summary>Evaluations of one kind beside a network: a folder in the network's with a file for each, and one for each that is under way.</summary>
/// <typeparam name="TRequest">What they are asked for.</typeparam>
/// <typeparam name="TProgress">How far one has come.</typeparam>
/// <typeparam name="TEvaluation">What one came to.</typeparam>
public abstract class EvaluationFolder<TRequest, TProgress, TEvaluation>
    where TRequest : class, IEvaluationRequest
    where TProgress : class, IEvaluationRecord<TRequest>
    where TEvaluation : class, IEvaluationRecord<TRequest>
{
    private const string Ending = ".json";
    private const string Begun = ".part";
    private const int LongestName = 80;
    private readonly string root;

    /// <summary>The evaluations of one network; nothing is made yet.</summary>
    /// <param name="folder">The network's.</param>
    /// <param name="name">Of the folder in it.</param>
    private protected EvaluationFolder(string folder, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        root = Path.Combine(folder, name);
    }

    /// <summary>The file of an evaluation: what it is called, and a sum of all that was asked for.</summary>
    public string FileOf(TRequest request)
    {
        const int Digits = 8;
        ArgumentNullException.ThrowIfNull(request);
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(request))));
        var plain = string.Concat(NameOf(request).Where(sign => sign != ' ').Take(LongestName)
            .Select(sign => sign == ',' ? '+' : char.IsAsciiLetterOrDigit(sign) || sign is '.' or '+' ? sign : '-'));
        return Path.Combine(root, $"{plain}-{sum[..Digits]}{Ending}");
    }

    /// <summary>What was saved of an evaluation that did not end; null where nothing that can be used was.</summary>
    public TProgress? Find(TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = FileOf(request) + Begun;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var found = StudyJson.Read<TProgress>(AtomicText.Read(path), path, "delete it");
            return found.IsSound() && Text(found.Request) == Text(request) ? found : null;
        }
        catch (InvalidInputException)
        {
            // Nothing is lost but time: it begins anew.
            return null;
        }
    }

    /// <summary>Keeps what is done of an evaluation.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(TProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Write(FileOf(progress.Request) + Begun, Text(progress));
    }

    /// <summary>Keeps an evaluation, and no longer what was done of it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public string Finish(TEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var file = FileOf(evaluation.Request);
        Write(file, JsonSerializer.Serialize(evaluation, StudyJson.Document) + "\n");
        FileFault.Guard(file + Begun, () => File.Delete(file + Begun));
        return file;
    }

    /// <summary>The evaluations of these weights, in a settled order.</summary>
    /// <param name="model">The checksum of the weights: evaluations of other ones are passed over.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public IReadOnlyList<TEvaluation> Of(string model) => [.. InOrder(All().Where(found => found.Request.Model == model))];

    /// <summary>What an evaluation is called.</summary>
    private protected abstract string NameOf(TRequest request);

    /// <summary>As they are told.</summary>
    private protected abstract IOrderedEnumerable<TEvaluation> InOrder(IEnumerable<TEvaluation> found);

    private IEnumerable<TEvaluation> All()
    {
        const string Mend = "delete it, and evaluate again";
        foreach (var path in (Directory.Exists(root) ? Directory.EnumerateFiles(root, "*" + Ending) : []).Order(StringComparer.Ordinal))
        {
            var found = StudyJson.Read<TEvaluation>(AtomicText.Read(path), path, Mend);
            yield return found.IsSound() ? found : throw new InvalidInputException(path, "has numbers that do not fit each other", Mend);
        }
    }

    private static string Text<T>(T content) => JsonSerializer.Serialize(content, StudyJson.Line);

    private static void Write(string path, string text)
    {
        FileFault.Guard(path, () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        AtomicText.Write(path, text);
    }
}
