using System.Buffers.Binary;
using System.Text;

namespace Espalier.Data.Sources.Matlab;

/// <summary>One matrix of a MATLAB file: flags, dimensions, name and values, one data element after the other.</summary>
/// <param name="content">The matrix; from its own tag on where it was compressed.</param>
/// <param name="most">More bytes than this cannot be in it.</param>
/// <param name="tagged">Whether the matrix' own tag comes first.</param>
internal sealed class MatElements(Stream content, long most, bool tagged = true) : IDisposable
{
    private const int MostDimensions = 8;
    private const int MostName = 256;
    private const int FirstNumeric = 6;
    private const int LastNumeric = 15;

    /// <summary>A matrix that lies in a file as it is, its tag read.</summary>
    public MatElements(byte[] content, long most)
        : this(new MemoryStream(content), most, tagged: false)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => content.Dispose();

    /// <summary>Reads the array if it has one of the names and holds numbers.</summary>
    /// <exception cref="InvalidDataException">The content is broken, or the numbers are no bytes.</exception>
    public (string Name, MatArray Array)? Array(IReadOnlyCollection<string> names)
    {
        if (tagged)
        {
            Exactly(8);
        }

        var flags = Element(8).Data;
        if (flags.Length < 1 || flags[0] is < FirstNumeric or > LastNumeric)
        {
            return null;
        }

        var dimensions = Element(MostDimensions * sizeof(int)).Data;
        var sizes = Enumerable.Range(0, dimensions.Length / sizeof(int))
            .Select(i => BinaryPrimitives.ReadInt32LittleEndian(dimensions.AsSpan(i * sizeof(int)))).ToArray();
        var name = Encoding.ASCII.GetString(Element(MostName).Data);
        if (!names.Contains(name))
        {
            return null;
        }

        var (kind, data) = Element(most);
        var values = Bytes(kind, data);
        var count = sizes.Aggregate((System.Numerics.BigInteger)1, (all, size) => all * size);
        return System.Array.TrueForAll(sizes, size => size >= 0) && count == values.Length
            ? (name, new MatArray(sizes, values))
            : throw new InvalidDataException($"'{name}' is said to be {string.Join('x', sizes)}, and has {values.Length} values");
    }

    /// <summary>A data element: a tag of eight bytes and data filled up to a multiple of eight, or both in eight bytes.</summary>
    private (uint Kind, byte[] Data) Element(long longest)
    {
        var tag = Exactly(8);
        var first = BinaryPrimitives.ReadUInt32LittleEndian(tag);
        if (first >> 16 is > 0 and var small)
        {
            return small <= 4 ? (first & 0xFFFF, tag[4..(4 + (int)small)]) : throw new InvalidDataException($"a small element of {small} bytes");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(tag.AsSpan(4));
        if (length > longest || length > System.Array.MaxLength)
        {
            throw new InvalidDataException($"an element of {length} bytes where at most {longest} can be");
        }

        var data = Exactly((int)length);
        Exactly((int)((8 - (length % 8)) % 8));
        return (first, data);
    }

    private static byte[] Bytes(uint kind, byte[] data) => kind switch
    {
        1 or 2 => data,
        3 or 4 => Whole(data, sizeof(short), at => BinaryPrimitives.ReadUInt16LittleEndian(at)),
        5 or 6 => Whole(data, sizeof(int), at => BinaryPrimitives.ReadUInt32LittleEndian(at)),
        7 => Whole(data, sizeof(float), at => BinaryPrimitives.ReadSingleLittleEndian(at)),
        9 => Whole(data, sizeof(double), at => BinaryPrimitives.ReadDoubleLittleEndian(at)),
        _ => throw new InvalidDataException($"values of the unknown type {kind}"),
    };

    private static byte[] Whole(byte[] data, int width, Func<byte[], double> read)
    {
        if (data.Length % width != 0)
        {
            throw new InvalidDataException($"{data.Length} bytes are no whole number of values of {width}");
        }

        var value = new byte[width];
        var bytes = new byte[data.Length / width];
        for (var i = 0; i < bytes.Length; i++)
        {
            System.Array.Copy(data, i * width, value, 0, width);
            bytes[i] = read(value) is >= 0 and <= byte.MaxValue and var found && found == Math.Floor(found)
                ? (byte)found
                : throw new InvalidDataException($"value {i} is no whole number from 0 to 255");
        }

        return bytes;
    }

    private byte[] Exactly(int length)
    {
        var bytes = new byte[length];
        var read = content.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return read == length ? bytes : throw new InvalidDataException($"it ends {length - read} bytes too early");
    }
}
