using System.Security.Cryptography;

namespace Espalier.Data;

/// <summary>How many images are equal, pixel by pixel, as a network sees them.</summary>
/// <param name="InTrain">Training images that equal an earlier training image.</param>
/// <param name="TestInTrain">Test and validation images that equal a training image: what is judged by them was seen before.</param>
/// <param name="OtherLabel">Images that equal a training image of another class: one of the two labels is wrong.</param>
public sealed record DataDuplicates(int InTrain, int TestInTrain, int OtherLabel)
{
    /// <summary>Counts them.</summary>
    public static DataDuplicates Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var seen = new Dictionary<Int128, byte>();
        var (inTrain, testInTrain, other) = (0, 0, 0);
        for (var i = 0; i < data.Train.Count; i++)
        {
            var label = data.Train.Labels[i];
            if (!seen.TryAdd(Digest(data.Train.Image(i)), label))
            {
                inTrain++;
                other += seen[Digest(data.Train.Image(i))] == label ? 0 : 1;
            }
        }

        foreach (var (_, part) in data.Parts().Where(part => part.Images != data.Train))
        {
            for (var i = 0; i < part.Count; i++)
            {
                if (seen.TryGetValue(Digest(part.Image(i)), out var label))
                {
                    testInTrain++;
                    other += label == part.Labels[i] ? 0 : 1;
                }
            }
        }

        return new DataDuplicates(inTrain, testInTrain, other);
    }

    private static Int128 Digest(ReadOnlySpan<byte> image)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(image, hash);
        return new Int128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
    }
}
