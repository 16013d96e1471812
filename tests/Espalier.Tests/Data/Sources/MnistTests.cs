using Espalier.Data;
using Espalier.Data.Sources;
using Espalier.Tests.Data.Sources.Known;

namespace Espalier.Tests.Data.Sources;

public sealed class MnistTests
{
    [Fact]
    public void Files_in_the_data_folder_are_read_and_nothing_is_fetched()
    {
        using var root = new TempFolder();
        using var home = new HomePage([]);
        var folder = Directory.CreateDirectory(Path.Combine(root.Path, "MNIST", "raw")).FullName;
        foreach (var part in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), IdxBytes.Images(2, 2, 2, [1, 2, 3, 4, 5, 6, 7, 8]));
            File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"), IdxBytes.Gzip(IdxBytes.Labels(2, 3, 9)));
        }

        var data = new Mnist(home.Address).Load("mnist", In(root));

        Assert.Equal([3, 9], data.Train.Labels);
        Assert.Equal(10, data.Test.Classes);
        Assert.Empty(home.Asked);
    }

    [Fact]
    public void What_cannot_be_fetched_is_told_with_the_files_and_their_place()
    {
        using var root = new TempFolder();

        var error = Assert.Throws<InvalidInputException>(() => new Mnist(HomePage.Nobody).Load("mnist", In(root)));

        Assert.Contains("put train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3", error.Message, StringComparison.Ordinal);
        Assert.Contains("t10k-labels-idx1-ubyte (or .gz) there", error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(root.Path, "mnist"), error.Message, StringComparison.Ordinal);
        Assert.Contains("ESPALIER_DATA", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_folder_of_that_name_is_a_folder()
    {
        Assert.True(new Mnist().Accepts("MNIST"));
        Assert.False(new Mnist().Accepts("mnist2"));
    }

    private static DataRequest In(TempFolder root) => new() { Options = new DataOptions { Root = root.Path } };
}
