using System.Buffers.Binary;

namespace Espalier.Data.Images;

/// <summary>Leaves of a PNG what makes up its pixels.</summary>
/// <remarks>
/// libpng speaks of colour profiles and texts it dislikes on standard error, and libgd gives no way to hear it instead. No pixel depends
/// on them here, so they are not handed on.
/// </remarks>
internal static class PngChunks
{
    private const int Signature = 8;
    private const int Frame = 12;

    /// <summary>The file without its ancillary chunks, transparency apart; from the first broken chunk on as it is.</summary>
    public static byte[] Essential(ReadOnlySpan<byte> bytes)
    {
        using var kept = new MemoryStream(bytes.Length);
        kept.Write(bytes[..Signature]);
        var at = Signature;
        while (at + Frame <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - Frame)
            {
                break;
            }

            var chunk = bytes.Slice(at, Frame + (int)length);
            if (chunk[4..8] is not [>= (byte)'a', ..] || chunk[4..8].SequenceEqual("tRNS"u8))
            {
                kept.Write(chunk);
            }

            at += chunk.Length;
        }

        kept.Write(bytes[at..]);
        return kept.ToArray();
    }
}
