using System.Globalization;

namespace Espalier.Data.Sources;

/// <summary>The four IDX files of a dataset as MNIST and its kin name them.</summary>
internal static class IdxFiles
{
    /// <summary>Their names; each may have <c>.gz</c> behind it.</summary>
    public static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Whether <paramref name="folder"/> holds at least one of the files.</summary>
    public static bool AnyIn(string folder) => Names.Any(name => File.Exists(Find(folder, name)));

    /// <summary>Reads the four files.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="name">The name of the dataset.</param>
    /// <param name="classNames">One per class; where null the classes are numbers, as many as the training labels use.</param>
    /// <exception cref="InvalidInputException">A file is missing or broken, or does not fit the others.</exception>
    public static Dataset Read(string folder, string name, IReadOnlyList<string>? classNames)
    {
        var paths = Array.ConvertAll(Names, file => Find(folder, file));
        var train = ReadSet(paths[0], paths[1], $"{name}/train", classNames);
        var test = ReadSet(paths[2], paths[3], $"{name}/test", train.ClassNames);
        return train.Shape == test.Shape
            ? new Dataset(name, train, test)
            : throw new InvalidInputException(
                $"{paths[2]}, byte 8",
                $"images of {test.Shape}, the training images are {train.Shape}",
                "take all files from the same dataset");
    }

    private static ImageSet ReadSet(string images, string labels, string name, IReadOnlyList<string>? classNames)
    {
        var (count, shape, pixels) = IdxFile.ReadImages(images);
        var read = IdxFile.ReadLabels(labels, count, classNames?.Count ?? 256);
        return new ImageSet(name, shape, classNames ?? Numbers(read.Max() + 1), pixels, read);
    }

    private static string[] Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    // The unpacked file wins: who unpacked it meant it to be read.
    private static string Find(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        return !File.Exists(plain) && File.Exists(plain + ".gz") ? plain + ".gz" : plain;
    }
}
