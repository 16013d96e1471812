using Espalier.Data;

namespace Espalier.Tests.Data;

/// <summary>Small sets with known pixels.</summary>
internal static class Samples
{
    /// <summary>Images that all differ: the first four bytes hold the image's number, the rest is random.</summary>
    public static ImageSet Numbered(int count, ImageShape shape, int classes = 10)
    {
        var pixels = new byte[count * shape.Length];
        new SeededRandom(17).NextBytes(pixels);
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(pixels.AsSpan(i * shape.Length), i);
            labels[i] = (byte)(i % classes);
        }

        return new ImageSet("sample", shape, [.. Enumerable.Range(0, classes).Select(c => $"c{c}")], pixels, labels);
    }

    public static int Number(ImageSet set, int index) => BitConverter.ToInt32(set.Image(index));

    public static Dataset Dataset(int train, int test)
    {
        var shape = new ImageShape(1, 4, 5);
        return new Dataset("sample", Numbered(train, shape), Numbered(test, shape));
    }
}
