using System.Buffers.Binary;
using System.IO.Compression;

namespace Espalier.Data.Sources.Matlab;

/// <summary>An array of a MATLAB file whose values are bytes.</summary>
/// <param name="Sizes">Its dimensions; the first runs fastest.</param>
/// <param name="Values">Column by column.</param>
internal sealed record MatArray(int[] Sizes, byte[] Values);

/// <summary>Reads numeric arrays of bytes from MATLAB files of level 5 (versions 5 to 7), compressed or not, little-endian.</summary>
/// <remarks>MathWorks, "MAT-File Format", chapter 1. Only what published data sets need: real arrays whose values are whole and 0-255.</remarks>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const uint Matrix = 14;
    private const uint Compressed = 15;

    /// <summary>Reads the arrays of some names; what else there is is passed over.</summary>
    /// <exception cref="InvalidInputException">The file is missing or broken; the message names it and the byte.</exception>
    public static IReadOnlyDictionary<string, MatArray> Read(string path, IReadOnlyCollection<string> names)
    {
        using var reader = new ByteReader(path);
        var header = new byte[HeaderLength];
        reader.Fill(header, "the header");
        if (header.AsSpan(124) is not [0, 1, (byte)'I', (byte)'M'])
        {
            throw reader.Fault(
                124, "is no MATLAB file of level 5, little-endian", "check that it is the right file; from MATLAB, save it with -v7");
        }

        var found = new Dictionary<string, MatArray>(StringComparer.Ordinal);
        var tag = new byte[8];
        while (reader.FileLength - reader.Offset >= tag.Length)
        {
            var at = reader.Offset;
            reader.Fill(tag, "an element's tag");
            var (kind, length) = (BinaryPrimitives.ReadUInt32LittleEndian(tag), BinaryPrimitives.ReadUInt32LittleEndian(tag.AsSpan(4)));
            var element = reader.Take(length, "an element");
            if (kind is Matrix or Compressed)
            {
                Add(found, names, kind == Matrix ? new MatElements(element, element.Length) : Unpacked(element), reader, at);
            }
        }

        return found;
    }

    private static MatElements Unpacked(byte[] element) =>
        new(new ZLibStream(new MemoryStream(element), CompressionMode.Decompress), element.LongLength * ByteReader.MostUnpacking);

    private static void Add(
        Dictionary<string, MatArray> found, IReadOnlyCollection<string> names, MatElements elements, ByteReader reader, long at)
    {
        try
        {
            using (elements)
            {
                if (elements.Array(names) is var (name, array))
                {
                    found[name] = array;
                }
            }
        }
        catch (InvalidDataException fault)
        {
            throw reader.Fault(at, $"the element that begins there is broken: {fault.Message}", "fetch the file again", fault);
        }
    }
}
