namespace Espalier.Data.Sources.Folders;

/// <summary>An image file and the class its folder names.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Label">The class.</param>
internal readonly record struct LabelledFile(string Path, byte Label);

/// <summary>A folder of class folders as its names tell it; no file is opened.</summary>
/// <param name="ClassNames">One per class, in the order of their names.</param>
/// <param name="Train">What is not in another part.</param>
/// <param name="Validation">Empty where there is no such folder.</param>
/// <param name="Test">Empty where there is no such folder.</param>
internal sealed record ImageTree(
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<LabelledFile> Train,
    IReadOnlyList<LabelledFile> Validation,
    IReadOnlyList<LabelledFile> Test)
{
    private const int MostClasses = 256;

    private static readonly string[] TrainNames = ["train", "training"];
    private static readonly string[] ValidationNames = ["val", "valid", "validation"];
    private static readonly string[] TestNames = ["test", "testing"];

    // The last ones are pictures that cannot be decoded here: passing them over in silence would lose a part of the data.
    private static readonly HashSet<string> Extensions = new(
        [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif"],
        StringComparer.OrdinalIgnoreCase);

    // Links may go round in circles, and a class is no file system.
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = false };
    private static readonly EnumerationOptions Flat = new() { IgnoreInaccessible = false };

    /// <summary>Whether a folder has image files one or more folders below it.</summary>
    public static bool IsIn(string root) => Directory.EnumerateDirectories(root, "*", Flat).Any(HasImages);

    /// <summary>Reads the names.</summary>
    /// <exception cref="InvalidInputException">There are no classes, too many, one is empty, or the parts disagree about them.</exception>
    public static ImageTree Read(string root)
    {
        var folders = Folders(root);
        var train = Part(folders, TrainNames, root);
        var validation = Part(folders, ValidationNames, root);
        var test = Part(folders, TestNames, root);
        if (train is null && (validation ?? test) is { } lonely)
        {
            throw new InvalidInputException(lonely, "stands beside no folder 'train'", "add train, or move the class folders up");
        }

        var trainRoot = train ?? root;
        var classes = Folders(trainRoot);
        string[] names = [.. classes.Keys];
        if (names.Length is < 2 or > MostClasses)
        {
            throw new InvalidInputException(
                trainRoot, $"has {names.Length} class folders, 2 to {MostClasses} are needed", "make one folder per class and put its images there");
        }

        return new ImageTree(names, Files(trainRoot, names, all: true), Files(validation, names, all: false), Files(test, names, all: false));
    }

    private static bool HasImages(string folder) => Directory.EnumerateFiles(folder, "*", Deep).Any(IsImage);

    private static bool IsImage(string file) => Extensions.Contains(Path.GetExtension(file));

    private static SortedDictionary<string, string> Folders(string root) => new(
        Directory.EnumerateDirectories(root, "*", Flat).ToDictionary(folder => Path.GetFileName(folder)), StringComparer.Ordinal);

    private static string? Part(SortedDictionary<string, string> folders, string[] names, string root)
    {
        var found = folders.Where(folder => names.Contains(folder.Key, StringComparer.OrdinalIgnoreCase)).Select(folder => folder.Value).ToArray();
        return found.Length > 1
            ? throw new InvalidInputException(
                root, $"has {string.Join(" and ", found.Select(Path.GetFileName))}, which mean the same part", "keep one of them")
            : found.FirstOrDefault();
    }

    private static List<LabelledFile> Files(string? root, string[] classes, bool all)
    {
        var files = new List<LabelledFile>();
        if (root is null)
        {
            return files;
        }

        foreach (var (name, folder) in Folders(root))
        {
            var label = Array.IndexOf(classes, name);
            string[] images = [.. Directory.EnumerateFiles(folder, "*", Deep).Where(IsImage).Order(StringComparer.Ordinal)];
            if (label < 0 && images.Length > 0)
            {
                throw new InvalidInputException(folder, "is a class that is not among the training images", "move it, or add the class there");
            }

            if (all && images.Length == 0)
            {
                throw new InvalidInputException(folder, "holds no image", "put images of the class there, or remove the folder");
            }

            files.AddRange(images.Select(image => new LabelledFile(image, (byte)label)));
        }

        return files.Count > 0
            ? files
            : throw new InvalidInputException(root, "holds no image", "put the images of each class into a folder of its name");
    }
}
