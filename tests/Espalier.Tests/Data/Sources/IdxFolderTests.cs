using Espalier.Data.Sources;

namespace Espalier.Tests.Data.Sources;

public class IdxFolderTests
{
    private static readonly IdxFolder Source = new();

    [Fact]
    public void A_folder_is_read_with_as_many_classes_as_its_training_labels_use()
    {
        using var folder = Folder();

        Assert.True(Source.Accepts(folder.Path));
        var dataset = Source.Load(folder.Path + "/", new());

        Assert.Equal(Path.GetFileName(folder.Path), dataset.Name);
        Assert.Equal(["0", "1", "2"], dataset.Train.ClassNames);
        Assert.Equal([1, 0], dataset.Test.Labels);
        Assert.Equal("1x1x2", dataset.Test.Shape.ToString());
    }

    [Fact]
    public void Faults_between_the_files_name_the_later_one()
    {
        using var folder = Folder();
        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(2, 1, 3));
        Fails(folder, "t10k-labels-idx1-ubyte, byte 9: label 3 is outside 0-2");

        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(2, 1, 2));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(2, 2, 1, [1, 2, 3, 4]));
        Fails(folder, "t10k-images-idx3-ubyte, byte 8: images of 1x2x1");

        File.Delete(Path.Combine(folder.Path, "train-labels-idx1-ubyte.gz"));
        Fails(folder, "train-labels-idx1-ubyte: there is no such file");
    }

    [Fact]
    public void Other_folders_and_files_are_not_accepted()
    {
        using var folder = new TempFolder();

        Assert.False(Source.Accepts(folder.Path));
        Assert.False(Source.Accepts(folder.Write("train-images-idx3-ubyte", 1)));
        Assert.True(Source.Accepts(folder.Path));
    }

    private static TempFolder Folder()
    {
        var folder = new TempFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(3, 1, 2, [1, 2, 3, 4, 5, 6]));
        folder.Write("train-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(3, 0, 2, 1)));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(2, 1, 2, [7, 8, 9, 10]));
        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(2, 1, 0));
        return folder;
    }

    private static void Fails(TempFolder folder, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Source.Load(folder.Path, new()));
        Assert.StartsWith(Path.Combine(folder.Path, expected), error.Message, StringComparison.Ordinal);
    }
}
