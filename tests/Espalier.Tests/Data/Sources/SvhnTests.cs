using Espalier.Data;
using Espalier.Data.Sources;
using Espalier.Tests.Data.Sources.Matlab;

namespace Espalier.Tests.Data.Sources;

public sealed class SvhnTests
{
    [Fact]
    public void Images_are_turned_row_by_row_and_class_ten_is_the_digit_nought()
    {
        using var root = new TempFolder();
        Write(root, "train", [10, 3]);
        Write(root, "test", [9, 1]);

        var data = new Svhn().Load("svhn", new DataRequest { Options = new DataOptions { Root = root.Path } });

        Assert.Equal([0, 3], data.Train.Labels);
        Assert.Equal([9, 1], data.Test.Labels);
        Assert.Equal(new ImageShape(3, 2, 3), data.Train.Shape);

        // Pixel (row, column, channel, image) is row + 10 column + 50 channel + 3 image.
        Assert.Equal([3, 13, 23, 4, 14, 24, 53, 63, 73, 54, 64, 74, 103, 113, 123, 104, 114, 124], data.Train.Image(1).ToArray());
    }

    [Fact]
    public void Strange_labels_and_shapes_are_refused()
    {
        using var root = new TempFolder();

        Fails(Write(root, "train", [10, 11]), "label 11 of image 1 is outside 1-10");
        Fails(Write(root, "train", [10, 0]), "label 0 of image 1 is outside 1-10");
        Fails(Write(root, "train", [10]), "does not hold images X");
        File.WriteAllBytes(Path.Combine(root.Path, "svhn", "train_32x32.mat"), MatBytes.File());
        Fails(Path.Combine(root.Path, "svhn", "train_32x32.mat"), "does not hold images X");
    }

    private static void Fails(string path, string expected) => Assert.Contains(
        expected, Assert.Throws<InvalidInputException>(() => Svhn.Read(path, "svhn/train")).Message, StringComparison.Ordinal);

    private static string Write(TempFolder root, string part, byte[] labels)
    {
        byte[] pixels = [.. from n in Enumerable.Range(0, 2) from k in Enumerable.Range(0, 3) from c in Enumerable.Range(0, 3)
                            from r in Enumerable.Range(0, 2) select (byte)(r + (10 * c) + (50 * k) + (3 * n))];
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root.Path, "svhn")).FullName, $"{part}_32x32.mat");
        File.WriteAllBytes(path, MatBytes.File(
            MatBytes.Compressed(MatBytes.Matrix("X", [2, 3, 3, 2], MatBytes.UInt8, pixels)),
            MatBytes.Compressed(MatBytes.Matrix("y", [labels.Length, 1], MatBytes.UInt8, labels))));
        return path;
    }
}
