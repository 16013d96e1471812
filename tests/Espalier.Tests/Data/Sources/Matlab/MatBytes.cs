using System.IO.Compression;
using System.Text;

namespace Espalier.Tests.Data.Sources.Matlab;

/// <summary>Writes MATLAB files of level 5 by hand, after MathWorks' description.</summary>
internal static class MatBytes
{
    public const uint Int8 = 1;
    public const uint UInt8 = 2;
    public const uint Int32 = 5;
    public const uint UInt32 = 6;
    public const uint Double = 9;

    public static byte[] File(params byte[][] elements)
    {
        var text = Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, made by a test".PadRight(124));
        return [.. text, 0, 1, (byte)'I', (byte)'M', .. elements.SelectMany(part => part)];
    }

    /// <summary>A matrix as it lies in a file.</summary>
    public static byte[] Matrix(string name, int[] sizes, uint type, byte[] data, byte kind = 9)
    {
        byte[] content =
        [
            .. Element(UInt32, [kind, 0, 0, 0, 0, 0, 0, 0]),
            .. Element(Int32, [.. sizes.SelectMany(BitConverter.GetBytes)]),
            .. Element(Int8, Encoding.ASCII.GetBytes(name)),
            .. Element(type, data),
        ];
        return [.. BitConverter.GetBytes(14u), .. BitConverter.GetBytes(content.Length), .. content];
    }

    /// <summary>The same, compressed as MATLAB does since version 7.</summary>
    public static byte[] Compressed(byte[] matrix)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(matrix);
        }

        return [.. BitConverter.GetBytes(15u), .. BitConverter.GetBytes((uint)packed.Length), .. packed.ToArray()];
    }

    /// <summary>A data element; up to four bytes lie in the tag itself, as MATLAB writes them.</summary>
    private static byte[] Element(uint type, byte[] data) => data.Length is > 0 and <= 4
        ? [.. BitConverter.GetBytes(type | ((uint)data.Length << 16)), .. data, .. new byte[4 - data.Length]]
        : [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[(8 - (data.Length % 8)) % 8]];
}
