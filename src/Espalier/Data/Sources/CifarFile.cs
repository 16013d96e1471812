namespace Espalier.Data.Sources;

/// <summary>Reads CIFAR-10 and CIFAR-100 binary batches.</summary>
/// <remarks>
/// The format is described with the dataset (Krizhevsky, 2009): records of one label byte (of two in CIFAR-100: coarse, then fine) and 3,072
/// pixel bytes, the planes red, green and blue of 32x32 pixels, row by row.
/// </remarks>
internal static class CifarFile
{
    /// <summary>Bytes per record of CIFAR-10.</summary>
    public const int RecordLength = 1 + (3 * 32 * 32);

    /// <summary>The size of every image.</summary>
    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>Reads all records of the files, one file after the other.</summary>
    /// <param name="paths">The files, at least one.</param>
    /// <param name="classes">Every label must be below this, 1-256.</param>
    /// <param name="labelBytes">Label bytes of a record.</param>
    /// <param name="label">Which of them is the class.</param>
    /// <exception cref="InvalidInputException">A file is missing or broken; the message names it and the byte.</exception>
    public static (byte[] Pixels, byte[] Labels) Read(IReadOnlyList<string> paths, int classes, int labelBytes = 1, int label = 0)
    {
        var counts = paths.Select(path => CountRecords(path, labelBytes + Shape.Length)).ToArray();
        var total = counts.Sum();
        if (total * Shape.Length > Array.MaxLength)
        {
            throw new InvalidInputException(paths[^1], $"{total} images in all are more than 2 GiB", "name fewer files");
        }

        var pixels = GC.AllocateUninitializedArray<byte>((int)(total * Shape.Length));
        var labels = new byte[total];
        var done = 0;
        for (var file = 0; file < counts.Length; file++)
        {
            var count = (int)counts[file];
            var kind = (classes, labelBytes, label);
            ReadRecords(paths[file], kind, pixels.AsSpan(done * Shape.Length), labels.AsSpan(done, count));
            done += count;
        }

        return (pixels, labels);
    }

    /// <summary>Reads a file of class names, one per line.</summary>
    /// <exception cref="InvalidInputException">It is not there, or has another number of names.</exception>
    public static string[] ClassNames(string file, int classes)
    {
        if (!File.Exists(file))
        {
            throw new InvalidInputException(file, "there is no such file", "fetch it with the others");
        }

        string[] names = [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).Take(classes + 1)];
        return names.Length == classes
            ? names
            : throw new InvalidInputException(
                file,
                $"{(names.Length > classes ? $"more than {classes}" : names.Length)} class names, {classes} are needed",
                "write one name per line");
    }

    private static long CountRecords(string path, int length)
    {
        using var reader = new ByteReader(path);
        var (records, rest) = Math.DivRem(reader.FileLength, length);
        return rest == 0
            ? records
            : throw reader.Fault(
                reader.FileLength,
                $"the file ends after {rest} of the {length} bytes of record {records + 1}",
                "check that it is a CIFAR binary batch, or fetch it again");
    }

    private static void ReadRecords(
        string path, (int Classes, int Bytes, int Used) kind, Span<byte> pixels, Span<byte> labels)
    {
        Span<byte> given = stackalloc byte[kind.Bytes];
        using var reader = new ByteReader(path);
        for (var record = 0; record < labels.Length; record++)
        {
            reader.Fill(given, "a label");
            labels[record] = given[kind.Used];
            if (labels[record] >= kind.Classes)
            {
                throw reader.Fault(
                    reader.Offset - kind.Bytes + kind.Used,
                    $"label {labels[record]} is outside 0-{kind.Classes - 1}",
                    "check that it is a CIFAR binary batch");
            }

            reader.Fill(pixels.Slice(record * Shape.Length, Shape.Length), "an image");
        }

        reader.RequireEnd();
    }
}
