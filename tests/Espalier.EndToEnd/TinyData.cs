using System.Buffers.Binary;

namespace Espalier.EndToEnd;

/// <summary>Datasets of a few images whose brightness tells the class, made from a fixed seed.</summary>
internal static class TinyData
{
    private const int Side = 12;
    private const int IdxClasses = 3;
    private const int Train = 48;
    private const int Test = 24;

    /// <summary>A folder of IDX files: 48 + 24 grey images of 12x12, 3 classes.</summary>
    internal static void WriteIdx(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, count) in new[] { ("train", Train), ("t10k", Test) })
        {
            var random = new SeededRandom(SeededRandom.Derive(7, name));
            var labels = Enumerable.Range(0, count).Select(i => (byte)(i % IdxClasses)).ToArray();
            var pixels = labels.SelectMany(label => Pixels(random, label, IdxClasses, Side * Side)).ToArray();
            File.WriteAllBytes(Path.Combine(folder, $"{name}-images-idx3-ubyte"), [.. Header(count, Side, Side), .. pixels]);
            File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), [.. Header(count), .. labels]);
        }
    }

    /// <summary>A folder of CIFAR binary batches: 40 + 20 images.</summary>
    internal static void WriteCifar(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, count) in new[] { ("data_batch_1.bin", 40), ("test_batch.bin", 20) })
        {
            var random = new SeededRandom(SeededRandom.Derive(8, name));
            var labels = Enumerable.Range(0, count).Select(i => (byte)(i % 10));
            var records = labels.SelectMany(label => Pixels(random, label, 10, 3 * 32 * 32).Prepend(label));
            File.WriteAllBytes(Path.Combine(folder, name), [.. records]);
        }
    }

    private static byte[] Pixels(SeededRandom random, byte label, int classes, int count)
    {
        var pixels = new byte[count];
        random.NextBytes(pixels);
        return Array.ConvertAll(pixels, noise => (byte)((noise / 4) + (190 * label / (classes - 1))));
    }

    private static byte[] Header(params int[] sizes)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (8, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return header;
    }
}
