using System.Buffers.Binary;

namespace Espalier.Data.Sources;

/// <summary>Reads IDX files of bytes, plain or gzipped.</summary>
/// <remarks>
/// The format is described with the MNIST database (LeCun, Cortes and Burges, 1998): two zero bytes, the type (08 = unsigned byte), the
/// number of dimensions, each dimension as a big-endian 32-bit number, then the values.
/// </remarks>
internal static class IdxFile
{
    private const byte UnsignedByte = 0x08;
    private const string FetchAgain = "fetch the file again";

    /// <summary>Reads images: a file of three dimensions, count x height x width.</summary>
    /// <exception cref="InvalidInputException">The file is missing or broken; the message names it and the byte.</exception>
    public static (int Count, ImageShape Shape, byte[] Pixels) ReadImages(string path)
    {
        using var reader = new ByteReader(path);
        RequireMagic(reader, 3, "images");
        var count = ReadSize(reader, "the number of images");
        var height = ReadSize(reader, "the height");
        var width = ReadSize(reader, "the width");
        if (Math.BigMul(height, width) > Array.MaxLength / count)
        {
            throw reader.Fault(4, $"the header promises {count} images of {height}x{width}, more than 2 GiB", FetchAgain);
        }

        var pixels = reader.Take((long)count * height * width, $"{count} images of {height}x{width}");
        reader.RequireEnd();
        return (count, new ImageShape(1, height, width), pixels);
    }

    /// <summary>Reads labels: a file of one dimension.</summary>
    /// <param name="path">The file.</param>
    /// <param name="images">How many images it must label.</param>
    /// <param name="classes">Every label must be below this, 1-256.</param>
    /// <exception cref="InvalidInputException">The file is missing, broken or does not fit; the message names it and the byte.</exception>
    public static byte[] ReadLabels(string path, int images, int classes)
    {
        using var reader = new ByteReader(path);
        RequireMagic(reader, 1, "labels");
        var count = ReadSize(reader, "the number of labels");
        if (count != images)
        {
            throw reader.Fault(4, $"{count} labels for {images} images", "take both files from the same dataset");
        }

        var start = reader.Offset;
        var labels = reader.Take(count, $"{count} labels");
        reader.RequireEnd();
        var stray = ImageSet.FirstLabelOutside(labels, classes);
        return stray < 0 ? labels : throw reader.Fault(start + stray, $"label {labels[stray]} is outside 0-{classes - 1}", FetchAgain);
    }

    private static void RequireMagic(ByteReader reader, byte dimensions, string what)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadOnlySpan<byte> expected = [0, 0, UnsignedByte, dimensions];
        reader.Fill(magic, "the magic number");
        if (!magic.SequenceEqual(expected))
        {
            var mend = magic is [0x1F, 0x8B, ..] ? "it is a gzip file: give it a name that ends in .gz" : "check that it is the right file";
            throw reader.Fault(0, $"begins with {Hex(magic)}, IDX {what} begin with {Hex(expected)}", mend);
        }
    }

    private static int ReadSize(ByteReader reader, string what)
    {
        var at = reader.Offset;
        Span<byte> size = stackalloc byte[sizeof(uint)];
        reader.Fill(size, what);
        var value = BinaryPrimitives.ReadUInt32BigEndian(size);
        return value is > 0 and <= int.MaxValue ? (int)value : throw reader.Fault(at, $"{what} is {value}", FetchAgain);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => $"{bytes[0]:X2} {bytes[1]:X2} {bytes[2]:X2} {bytes[3]:X2}";
}
