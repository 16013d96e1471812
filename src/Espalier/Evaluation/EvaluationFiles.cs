using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Evaluation;

/// <summary>Evaluations of one kind beside a network: a folder with a file for each, and one for each that is under way.</summary>
/// <param name="root">The folder; it is made when something is kept.</param>
internal sealed class EvaluationFiles(string root)
{
    private const string Ending = ".json";
    private const string Begun = ".part";
    private const int LongestName = 80;

    /// <summary>The file of an evaluation: what it is called, and a sum of all that was asked for.</summary>
    internal string FileOf<TRequest>(string name, TRequest request)
    {
        const int Digits = 8;
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(request))));
        var plain = string.Concat(name.Where(sign => sign != ' ').Take(LongestName)
            .Select(sign => sign == ',' ? '+' : char.IsAsciiLetterOrDigit(sign) || sign is '.' or '+' ? sign : '-'));
        return Path.Combine(root, $"{plain}-{sum[..Digits]}{Ending}");
    }

    /// <summary>What was saved of an evaluation that did not end; null where nothing that can be used was.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="asked">What was asked for when it began.</param>
    internal static TProgress? Find<TProgress, TRequest>(string file, TRequest request, Func<TProgress, TRequest> asked)
        where TProgress : class
    {
        var path = file + Begun;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var found = StudyJson.Read<TProgress>(AtomicText.Read(path), path, "delete it");
            return Text(asked(found)) == Text(request) ? found : null;
        }
        catch (InvalidInputException)
        {
            // Nothing is lost but time: it begins anew.
            return null;
        }
    }

    /// <summary>Keeps what is done of an evaluation.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    internal static void Save<TProgress>(string file, TProgress progress) => Write(file + Begun, Text(progress));

    /// <summary>Keeps an evaluation, and no longer what was done of it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    internal static string Finish<TEvaluation>(string file, TEvaluation evaluation)
    {
        Write(file, JsonSerializer.Serialize(evaluation, StudyJson.Document) + "\n");
        FileFault.Guard(file + Begun, () => File.Delete(file + Begun));
        return file;
    }

    /// <summary>Every evaluation that is kept, by the names of the files.</summary>
    /// <param name="isSound">Whether its numbers fit each other: a file may have been changed.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    internal IEnumerable<TEvaluation> All<TEvaluation>(Func<TEvaluation, bool> isSound)
        where TEvaluation : class
    {
        const string Mend = "delete it, and evaluate again";
        foreach (var path in (Directory.Exists(root) ? Directory.EnumerateFiles(root, "*" + Ending) : []).Order(StringComparer.Ordinal))
        {
            var found = StudyJson.Read<TEvaluation>(AtomicText.Read(path), path, Mend);
            yield return isSound(found) ? found : throw new InvalidInputException(path, "has numbers that do not fit each other", Mend);
        }
    }

    private static string Text<T>(T content) => JsonSerializer.Serialize(content, StudyJson.Line);

    private static void Write(string path, string text)
    {
        FileFault.Guard(path, () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        AtomicText.Write(path, text);
    }
}
