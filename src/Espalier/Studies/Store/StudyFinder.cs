namespace Espalier.Studies.Store;

/// <summary>Finds stores and studies by what a user calls them: a folder, a file, an id.</summary>
public static class StudyFinder
{
    /// <summary>Where runs go that were given no other place.</summary>
    public const string DefaultFolder = "runs";

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>The stores of a place: those in a folder and below, or, of a run's folder that has none, the one it is recorded in.</summary>
    /// <param name="path">A folder, or a store's file.</param>
    /// <exception cref="InvalidInputException">There is no such folder, or no store in it.</exception>
    public static IReadOnlyList<StoreAddress> Stores(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path))
        {
            return [StoreAddress.At(path)];
        }

        if (!Directory.Exists(path))
        {
            throw new InvalidInputException(path, "there is no such folder", "give a run's folder, a folder of runs, or --store");
        }

        var files = FileFault.Guard(path, () => Directory.EnumerateFiles(path, StoreAddress.FileName, Everywhere).ToArray());
        return files.Length > 0 ? [.. files.Order(StringComparer.Ordinal).Select(StoreAddress.At)]
            : Reference(path) is { } found ? [found.Store]
            : throw new InvalidInputException(
                path, $"holds no study: there is no {StoreAddress.FileName} in it or below", "give a run's folder, a folder of runs, or --store");
    }

    /// <summary>The one study of that name. The caller disposes the store.</summary>
    /// <param name="name">A run's folder, a store's file that holds one study, or the beginning of an id.</param>
    /// <param name="store">Where to look for an id; null: in the stores of the folder <c>runs</c>.</param>
    /// <exception cref="InvalidInputException">There is none, or there are several.</exception>
    public static (StudyStore Store, StudyRow Study) Find(string name, StoreAddress? store)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new InvalidInputException("study", "is an empty name", "give a run's folder, or an id that 'espalier runs' tells");
        }

        if (store is not null)
        {
            return Single(name, [store], id: name);
        }

        if (Directory.Exists(name) && Reference(name) is { } found)
        {
            return Single(name, [found.Store], found.Id);
        }

        if (Path.Exists(name))
        {
            return Single(name, Stores(name), id: string.Empty);
        }

        return !name.Contains('/') && Directory.Exists(DefaultFolder)
            ? Single(name, Stores(DefaultFolder), id: name)
            : throw new InvalidInputException(name, "is no folder, and no study's id", "give a run's folder, or an id that 'espalier runs' tells");
    }

    private static (StudyStore Store, StudyRow Study) Single(string name, IReadOnlyList<StoreAddress> stores, string id)
    {
        var found = stores.SelectMany(store => Beginning(store, id).Select(study => (Store: store, Study: study))).ToArray();
        return found switch
        {
            [var (store, study)] => (StudyStore.Open(store, create: false), study),
            [] => throw new InvalidInputException(
                $"study '{name}'", $"is not in {string.Join(", ", stores)}", "give a run's folder, or an id that 'espalier runs' tells"),
            _ => throw new InvalidInputException(
                $"study '{name}'",
                $"may be any of {string.Join(", ", found.Select(each => each.Study.Id))}",
                "give the id of one, and the store as --store if need be"),
        };
    }

    private static IReadOnlyList<StudyRow> Beginning(StoreAddress address, string id)
    {
        using var store = StudyStore.Open(address, create: false);
        return store.Beginning(id);
    }

    private static (StoreAddress Store, string Id)? Reference(string path) =>
        File.Exists(Path.Combine(path, "run.json")) && RunFolder.Open(path) is var folder && StudyReference.Load(folder) is { } reference
            ? (reference.Address(folder), reference.Study)
            : null;
}
