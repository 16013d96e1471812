using System.Buffers.Binary;
using System.IO.Compression;

namespace Espalier.Tests.Data.Sources;

/// <summary>Makes IDX files by hand.</summary>
internal static class IdxBytes
{
    public static byte[] Images(uint count, uint height, uint width, byte[] pixels) =>
        [0, 0, 8, 3, .. Big(count), .. Big(height), .. Big(width), .. pixels];

    public static byte[] Labels(uint count, params byte[] labels) => [0, 0, 8, 1, .. Big(count), .. labels];

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Big(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
