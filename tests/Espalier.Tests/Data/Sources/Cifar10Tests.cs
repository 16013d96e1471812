using Espalier.Data;
using Espalier.Data.Sources;
using Espalier.Data.Sources.Known;
using Espalier.Tests.Data.Sources.Known;

namespace Espalier.Tests.Data.Sources;

public sealed class Cifar10Tests
{
    private static readonly byte[] Packed = ArchiveTests.Of(
    [
        .. Enumerable.Range(1, 5).Select(batch => ($"cifar-10-batches-bin/data_batch_{batch}.bin", Record((byte)batch))),
        ("cifar-10-batches-bin/test_batch.bin", Record(7)),
        ("cifar-10-batches-bin/batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"u8.ToArray()),
        ("cifar-10-batches-bin/readme.html", [1]),
    ]);

    [Fact]
    public void The_published_archive_is_fetched_once_unpacked_and_read()
    {
        using var root = new TempFolder();
        using var home = new HomePage(new() { ["cifar-10-binary.tar.gz"] = Packed });
        var source = Source(home.Address);

        var first = source.Load("cifar-10", In(root));
        var second = source.Load("cifar-10", In(root));

        Assert.Equal([1, 2, 3, 4, 5], first.Train.Labels);
        Assert.Equal("h", first.Test.ClassNames[7]);
        Assert.Equal(first.Train.Pixels, second.Train.Pixels);
        Assert.Single(home.Asked);
        Assert.Equal(7, Directory.EnumerateFiles(Path.Combine(root.Path, "cifar-10")).Count());
    }

    [Fact]
    public void An_archive_put_there_by_hand_is_unpacked()
    {
        using var root = new TempFolder();
        root.Write("cifar-10-binary.tar.gz", Packed);

        Assert.Equal([7], Source(HomePage.Nobody).Load("cifar-10", In(root)).Test.Labels);
    }

    [Fact]
    public void Without_a_network_the_error_says_what_to_put_where()
    {
        using var root = new TempFolder();

        var error = Assert.Throws<InvalidInputException>(() => Source(HomePage.Nobody).Load("cifar-10", In(root)));

        Assert.Contains("or cifar-10-binary.tar.gz, there", error.Message, StringComparison.Ordinal);
        Assert.Contains("data_batch_5.bin", error.Message, StringComparison.Ordinal);
    }

    private static Cifar10 Source(Uri home) => new(new RemoteFile("cifar-10-binary.tar.gz", home, HomePage.Md5(Packed)));

    private static byte[] Record(byte label) => [label, .. Enumerable.Repeat(label, 3072)];

    private static DataRequest In(TempFolder root) => new() { Options = new DataOptions { Root = root.Path } };
}
