using Espalier.Data.Sources;

namespace Espalier.Tests.Data.Sources;

public class CifarBinaryTests
{
    private static readonly CifarBinary Source = new();

    [Fact]
    public void A_folder_of_batches_is_read_in_order()
    {
        using var folder = new TempFolder();
        folder.Write("data_batch_2.bin", Record(2));
        folder.Write("data_batch_1.bin", [.. Record(1), .. Record(9)]);
        folder.Write("test_batch.bin", Record(5));
        folder.Write("other.bin", 1, 2, 3);
        folder.Write("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n"u8);

        var dataset = Source.Load(folder.Path, new());

        Assert.Equal([1, 9, 2], dataset.Train.Labels);
        Assert.Equal([5], dataset.Test.Labels);
        Assert.Equal("j", dataset.Train.ClassNames[9]);
        Assert.Equal(Record(9)[1..], dataset.Train.Image(1).ToArray());
    }

    [Fact]
    public void Files_named_one_by_one_are_parted_by_their_names()
    {
        using var folder = new TempFolder();
        var spec = $"{folder.Write("my_test.bin", Record(5))}, {folder.Write("a.bin", Record(3))},{folder.Write("b.BIN", Record(4))}";

        Assert.True(Source.Accepts(spec));
        var dataset = Source.Load(spec, new());

        Assert.Equal([3, 4], dataset.Train.Labels);
        Assert.Equal([5], dataset.Test.Labels);
        Assert.Equal("class 3", dataset.Train.ClassNames[3]);
    }

    [Fact]
    public void Without_a_test_file_or_a_training_file_it_says_so()
    {
        using var folder = new TempFolder();
        var train = folder.Write("data_batch_1.bin", Record(1));
        var test = folder.Write("test_batch.bin", Record(1));

        Fails(train, "no test file");
        Fails(test, "no training file");
        Fails($"{train},{train},{test}", "named 2 times");
        Fails($"{train},{folder.Path}/absent_test.bin", "absent_test.bin: there is no such file");
    }

    [Fact]
    public void A_broken_file_is_named_with_its_byte()
    {
        using var folder = new TempFolder();
        var test = folder.Write("test_batch.bin", Record(1));
        var bad = Path.Combine(folder.Path, "bad.bin");

        Broken([], "byte 0: the file is empty");
        Broken(Record(1)[..^1], "byte 3072: the file ends after 3072 of the 3073 bytes of record 1");
        Broken([.. Record(1), .. Record(2), 7], "byte 6147: the file ends after 1 of the 3073 bytes of record 3");
        Broken([.. Record(1), .. Record(10)], "byte 3073: label 10 is outside 0-9");

        void Broken(byte[] content, string expected)
        {
            File.WriteAllBytes(bad, content);
            Fails($"{bad},{test}", $"{bad}, {expected}");
        }
    }

    [Fact]
    public void Class_names_must_be_ten()
    {
        using var folder = new TempFolder();
        folder.Write("data_batch_1.bin", Record(1));
        folder.Write("test_batch.bin", Record(1));
        folder.Write("batches.meta.txt", "cat\ndog\n"u8);

        Fails(folder.Path, "batches.meta.txt: 2 class names, 10 are needed");
    }

    [CifarSubsetFact]
    public void The_real_subset_is_balanced_and_has_the_known_colours()
    {
        var dataset = Source.Load(CifarSubsetFactAttribute.Folder, new());

        Assert.Equal((5_000, 1_000), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal("airplane", dataset.Train.ClassNames[0]);
        Assert.All(dataset.Train.Labels.CountBy(label => label), pair => Assert.Equal(500, pair.Value));
        var statistics = Espalier.Data.ChannelStatistics.Of(dataset.Train);
        Assert.Equal([0.491f, 0.482f, 0.447f], statistics.Mean, (expected, actual) => Math.Abs(expected - actual) < 0.01f);
        Assert.Equal([0.247f, 0.244f, 0.262f], statistics.Std, (expected, actual) => Math.Abs(expected - actual) < 0.01f);
    }

    private static byte[] Record(byte label) => [label, .. Enumerable.Range(0, 3072).Select(i => (byte)(i * (label + 1)))];

    private static void Fails(string spec, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Source.Load(spec, new()));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
