using System.Buffers.Binary;

namespace Espalier.Data.Images;

/// <summary>What an image file says of itself in front: looked at before a decoder takes memory for it.</summary>
/// <param name="Format">Its kind, by its first bytes; the file's name counts for nothing.</param>
/// <param name="Width">Columns as stored.</param>
/// <param name="Height">Rows as stored.</param>
internal readonly record struct ImageHeader(ImageFormat Format, long Width, long Height)
{
    /// <summary>64 megapixels: four bytes each are 256 MiB, twice that while transparency is laid over white.</summary>
    private const long MostPixels = 1L << 26;

    /// <summary>The most pixels that a byte of a sound file stands for: a one-bit PNG of one colour has 8,256.</summary>
    private const long MostPixelsPerByte = 1L << 14;

    /// <summary>Bytes in front that hold the size, whatever thumbnails and profiles a JPEG begins with.</summary>
    public const int Reach = 1 << 20;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The file, or its first <see cref="Reach"/> bytes.</param>
    /// <param name="fileLength">The file's size in bytes.</param>
    /// <param name="fault">What is wrong where the answer is null.</param>
    public static ImageHeader? Read(ReadOnlySpan<byte> bytes, long fileLength, out string? fault)
    {
        var found = Find(bytes);
        fault = found switch
        {
            null => Unknown(bytes),
            { Width: < 1 } or { Height: < 1 } => "its header gives no size",
            { Width: var width, Height: var height } when width > MostPixels || height > MostPixels || width * height > MostPixels =>
                $"{height}x{width} pixels are more than the {MostPixels} that are read",
            { Width: var width, Height: var height } when width * height / MostPixelsPerByte > fileLength =>
                $"{height}x{width} pixels cannot be in {fileLength} bytes",
            _ => null,
        };
        return fault is null ? found : null;
    }

    private static ImageHeader? Find(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] when bytes.Length >= 24 => new(
            ImageFormat.Png, BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..])),
        [0xFF, 0xD8, 0xFF, ..] => Jpeg(bytes),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]
            when bytes.Length >= 30 => Webp(bytes),
        [(byte)'B', (byte)'M', ..] when bytes.Length >= 26 => Bmp(bytes),
        _ => null,
    };

    /// <summary>Goes from segment to segment up to the frame header, which alone holds the size.</summary>
    private static ImageHeader? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 <= bytes.Length)
        {
            var marker = bytes[at + 1];
            if (bytes[at] != 0xFF)
            {
                return null;
            }

            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // C0-CF begin a frame, but for the tables C4, C8 and CC.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new(
                    ImageFormat.Jpeg,
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + (marker is 0x01 or (>= 0xD0 and <= 0xD8) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
        }

        return null;
    }

    private static ImageHeader? Webp(ReadOnlySpan<byte> bytes) => bytes[12..16] switch
    {
        [(byte)'V', (byte)'P', (byte)'8', (byte)' '] => new(
            ImageFormat.Webp,
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF),
        [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..])),
        [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => new(ImageFormat.Webp, 1 + Three(bytes[24..]), 1 + Three(bytes[27..])),
        _ => null,
    };

    private static ImageHeader Lossless(uint bits) => new(ImageFormat.Webp, 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));

    private static long Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    // The old header counts in 16 bits; the newer ones give rows from top to bottom a negative height.
    private static ImageHeader Bmp(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]) == 12
        ? new(ImageFormat.Bmp, BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]))
        : new(
            ImageFormat.Bmp,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]),
            Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[22..])));

    private static string Unknown(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => "the file is empty",
        [(byte)'G', (byte)'I', (byte)'F', ..] => "is a GIF; PNG, JPEG, WebP and BMP are read",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "is a TIFF; PNG, JPEG, WebP and BMP are read",
        [0xFF, 0xD8, 0xFF, ..] => "the JPEG has no frame header",
        _ => "is no PNG, JPEG, WebP or BMP, or is cut off in its header",
    };
}
