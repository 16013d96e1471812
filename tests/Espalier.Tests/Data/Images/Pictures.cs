using System.Buffers.Binary;
using System.IO.Compression;
using Espalier.Data;
using Espalier.Data.Images;

namespace Espalier.Tests.Data.Images;

/// <summary>Image files made on the spot: by libgd, or by hand where it cannot.</summary>
internal static class Pictures
{
    /// <summary>libgd's name for WebP without loss.</summary>
    public const int Lossless = 101;

    /// <summary>A file of planar <c>[C, H, W]</c> bytes.</summary>
    public static byte[] File(ImageFormat format, ReadOnlySpan<byte> planes, ImageShape shape, int quality = 95)
    {
        using var image = GdImage.Of(planes, shape);
        return image.Encode(format, quality);
    }

    /// <summary>A file of one colour.</summary>
    public static byte[] Plain(ImageFormat format, int height, int width, byte red, byte green, byte blue, int quality = 95)
    {
        var plane = height * width;
        byte[] planes = [.. Enumerable.Repeat(red, plane), .. Enumerable.Repeat(green, plane), .. Enumerable.Repeat(blue, plane)];
        return File(format, planes, new ImageShape(3, height, width), quality);
    }

    /// <summary>A noisy picture whose brightness tells its class: a file of 20 levels of grey around <paramref name="level"/>.</summary>
    public static byte[] Noise(ImageFormat format, ImageShape shape, byte level, SeededRandom random)
    {
        var planes = new byte[shape.Length];
        random.NextBytes(planes);
        return File(format, Array.ConvertAll(planes, noise => (byte)Math.Clamp(level + (noise % 20) - 10, 0, 255)), shape);
    }

    /// <summary>A PNG by hand, of any colour type and depth.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="depth">Bits of a sample.</param>
    /// <param name="type">0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.</param>
    /// <param name="rows">The bytes of each row.</param>
    /// <param name="more">Chunks before the data, such as PLTE and tRNS.</param>
    public static byte[] Png(int width, byte depth, byte type, byte[][] rows, params (string Name, byte[] Data)[] more)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        byte[] header = [.. Big(width), .. Big(rows.Length), depth, type, 0, 0, 0];
        return
        [
            0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. more.SelectMany(chunk => Chunk(chunk.Name, chunk.Data)),
            .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    /// <summary>A PNG that says it is larger than it is.</summary>
    public static byte[] Bomb(int height, int width)
    {
        var bytes = Plain(ImageFormat.Png, 4, 4, 1, 2, 3);
        Big(width).CopyTo(bytes, 16);
        Big(height).CopyTo(bytes, 20);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. Big(data.Length), .. named, .. sum];
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>CRC-32 as the PNG specification defines it, bit by bit.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var octet in bytes)
        {
            sum ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return ~sum;
    }
}
