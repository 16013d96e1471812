using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Espalier.Studies;

/// <summary>SHA-256 over everything a checkpoint holds.</summary>
internal static class TensorChecksum
{
    /// <summary>
    /// The checksum, in hexadecimal, of the two texts and of each tensor's name, type, shape and bytes (row-major), in the order of names.
    /// </summary>
    internal static string Of(IReadOnlyDictionary<string, Tensor> tensors, string json, string layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, json);
        Add(hash, layout);
        foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            using var scope = NewDisposeScope();
            using var unrecorded = no_grad();
            Add(hash, string.Create(CultureInfo.InvariantCulture, $"{name}:{tensor.dtype}[{string.Join(',', tensor.shape)}]"));
            hash.AppendData(tensor.detach().to(CPU).contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With its length in front, so that no text can pass for the end of one and the beginning of the next.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
        hash.AppendData(bytes);
    }
}
