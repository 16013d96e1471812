namespace Espalier.Data.Sources;

/// <summary>Reads CIFAR-10 binary batches.</summary>
/// <remarks>
/// The format is described with the dataset (Krizhevsky, 2009): records of one label byte and 3,072 pixel bytes, the planes red, green and
/// blue of 32x32 pixels, row by row.
/// </remarks>
internal static class CifarFile
{
    /// <summary>Bytes per record.</summary>
    public const int RecordLength = 1 + (3 * 32 * 32);

    /// <summary>The size of every image.</summary>
    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>Reads all records of the files, one file after the other.</summary>
    /// <param name="paths">The files, at least one.</param>
    /// <param name="classes">Every label must be below this, 1-256.</param>
    /// <exception cref="InvalidInputException">A file is missing or broken; the message names it and the byte.</exception>
    public static (byte[] Pixels, byte[] Labels) Read(IReadOnlyList<string> paths, int classes)
    {
        var counts = paths.Select(CountRecords).ToArray();
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
            ReadRecords(paths[file], classes, pixels.AsSpan(done * Shape.Length), labels.AsSpan(done, count));
            done += count;
        }

        return (pixels, labels);
    }

    private static long CountRecords(string path)
    {
        using var reader = new ByteReader(path);
        var (records, rest) = Math.DivRem(reader.FileLength, RecordLength);
        return rest == 0
            ? records
            : throw reader.Fault(
                reader.FileLength,
                $"the file ends after {rest} of the {RecordLength} bytes of record {records + 1}",
                "check that it is a CIFAR-10 binary batch, or fetch it again");
    }

    private static void ReadRecords(string path, int classes, Span<byte> pixels, Span<byte> labels)
    {
        using var reader = new ByteReader(path);
        for (var record = 0; record < labels.Length; record++)
        {
            reader.Fill(labels.Slice(record, 1), "a label");
            if (labels[record] >= classes)
            {
                throw reader.Fault(
                    reader.Offset - 1, $"label {labels[record]} is outside 0-{classes - 1}", "check that it is a CIFAR-10 binary batch");
            }

            reader.Fill(pixels.Slice(record * Shape.Length, Shape.Length), "an image");
        }

        reader.RequireEnd();
    }
}
