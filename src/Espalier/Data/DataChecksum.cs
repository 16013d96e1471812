using System.Security.Cryptography;
using System.Text;

namespace Espalier.Data;

/// <summary>SHA-256 over everything of a dataset that a run can see, wherever its files lie and whatever it is called.</summary>
public static class DataChecksum
{
    /// <summary>The checksum, in hexadecimal, of each part's shape, class names, pixels and labels, in the order of the parts.</summary>
    public static string Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, images) in data.Parts())
        {
            Add(hash, name, images);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The checksum, in hexadecimal, of some images in their order: shape, class names, pixels and labels, whatever the set is called.</summary>
    public static string Of(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "images", images);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string name, ImageSet images)
    {
        Add(hash, $"{name} {images.Count} {images.Shape}");
        foreach (var label in images.ClassNames)
        {
            Add(hash, label);
        }

        hash.AppendData(images.Pixels);
        hash.AppendData(images.Labels);
    }

    // With its length in front, so that no text can pass for the end of one and the beginning of the next.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
