using System.Security.Cryptography;
using System.Text.Json;

namespace Espalier.Studies.Store;

/// <summary>Which study a run's folder is, and where that is recorded: the content of <c>study.json</c>.</summary>
/// <param name="Study">The study's <see cref="StudyRow.Id"/>.</param>
/// <param name="Store">
/// The store's address, without a password. A file in the folder or beside it is told by a path from the folder, so that both can be moved.
/// </param>
public sealed record StudyReference(string Study, string Store)
{
    private const int IdDigits = 12;
    private const string Sqlite = "sqlite:";

    /// <summary>A new study in a store.</summary>
    public static StudyReference New(StoreAddress store, RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(folder);

        // Not of the seed: two runs of the same settings are two studies.
        return new(RandomNumberGenerator.GetHexString(IdDigits, lowercase: true), Told(store, folder.Root));
    }

    /// <summary>Reads the reference of a folder; null where there is none.</summary>
    /// <exception cref="InvalidInputException">The file is damaged.</exception>
    public static StudyReference? Load(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!File.Exists(folder.Study))
        {
            return null;
        }

        try
        {
            var found = JsonSerializer.Deserialize<StudyReference>(AtomicText.Read(folder.Study), StudyJson.Document);
            return found is { Study.Length: > 0, Store: not null }
                ? found
                : throw new JsonException("it names no study and its store");
        }
        catch (JsonException fault)
        {
            throw new InvalidInputException(
                folder.Study, fault.Message.ReplaceLineEndings(" "), "delete it: a resumed run then begins a study of its own", fault);
        }
    }

    /// <summary>Writes the reference into the folder.</summary>
    public void Save(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AtomicText.Write(folder.Study, JsonSerializer.Serialize(this, StudyJson.Document) + "\n");
    }

    /// <summary>The store's address, seen from the folder.</summary>
    public StoreAddress Address(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return StoreAddress.Parse(Store, folder.Root);
    }

    private static string Told(StoreAddress store, string root)
    {
        var home = Path.GetDirectoryName(store.File);
        return home is not null && (home == root || home == Path.GetDirectoryName(root))
            ? Sqlite + Path.GetRelativePath(root, store.File!)
            : store.Text;
    }
}
