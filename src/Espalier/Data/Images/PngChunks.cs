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

    /// <summary>The file without its ancillary chunks, transparency apart.</summary>
    /// <param name="bytes">A file that begins with the signature.</param>
    /// <param name="fault">What is wrong where the answer is null: a chunk that is cut off, or does not have its checksum.</param>
    public static byte[]? Essential(ReadOnlySpan<byte> bytes, out string? fault)
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
            var name = chunk[4..8];
            if (name is not [>= (byte)'a', ..] || name.SequenceEqual("tRNS"u8))
            {
                if (Gd.Checksum(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
                {
                    fault = $"the chunk at byte {at} does not have its checksum";
                    return null;
                }

                kept.Write(chunk);
            }

            if (name.SequenceEqual("IEND"u8))
            {
                fault = null;
                return kept.ToArray();
            }

            at += chunk.Length;
        }

        fault = $"it is cut off at byte {at}";
        return null;
    }
}
