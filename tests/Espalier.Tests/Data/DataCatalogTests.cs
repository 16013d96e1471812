using Espalier.Data;
using Espalier.Data.Sources;

namespace Espalier.Tests.Data;

public class DataCatalogTests
{
    [Fact]
    public void Every_source_is_found() => Assert.Equal(
        typeof(DataCatalog).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IDataSource))).ToHashSet(),
        DataCatalog.Sources.Select(source => source.GetType()).ToHashSet());

    [Theory]
    [InlineData("")]
    [InlineData("fashion-mnit")]
    [InlineData("no/such/folder")]
    [InlineData("a.bin,b.csv")]
    public void An_unknown_name_is_answered_with_the_known_ones_in_one_line(string spec)
    {
        var error = Assert.Throws<InvalidInputException>(() => DataCatalog.Load(spec));

        Assert.StartsWith($"data '{spec}': ", error.Message, StringComparison.Ordinal);
        Assert.Contains("fashion-mnist", error.Message, StringComparison.Ordinal);
        Assert.Contains("data_batch_*.bin", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_folder_is_read_by_what_it_holds()
    {
        using var folder = new TempFolder();
        Assert.Contains("no files of a known kind", Refusal(folder.Path), StringComparison.Ordinal);

        folder.Write("train.bin", new byte[CifarFile.RecordLength]);
        folder.Write("test.bin", new byte[CifarFile.RecordLength]);
        Assert.Equal("cifar-10", DataCatalog.Load(folder.Path).Name);

        folder.Write("train-images-idx3-ubyte");
        Assert.Contains("can be read in 2 ways", Refusal(folder.Path), StringComparison.Ordinal);
    }

    private static string Refusal(string spec) => Assert.Throws<InvalidInputException>(() => DataCatalog.Load(spec)).Message;
}
