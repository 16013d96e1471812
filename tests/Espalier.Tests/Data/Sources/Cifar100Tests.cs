using Espalier.Data;
using Espalier.Data.Sources;

namespace Espalier.Tests.Data.Sources;

public sealed class Cifar100Tests
{
    private static readonly Cifar100 Source = new();

    [Fact]
    public void The_same_files_have_a_hundred_fine_and_twenty_coarse_classes()
    {
        using var root = new TempFolder();
        var folder = Write(Path.Combine(root.Path, "cifar-100-binary"));
        var request = new DataRequest { Options = new DataOptions { Root = root.Path } };

        var fine = Source.Load("cifar-100", request);
        var coarse = Source.Load("cifar-100-coarse", request);

        Assert.Equal([99, 40], fine.Train.Labels);
        Assert.Equal(("f99", 100), (fine.Train.ClassNames[99], fine.Test.Classes));
        Assert.Equal([19, 4], coarse.Train.Labels);
        Assert.Equal(("c19", 20), (coarse.Train.ClassNames[19], coarse.Test.Classes));
        Assert.Equal(fine.Train.Pixels, coarse.Train.Pixels);
        Assert.Equal([1, 2], fine.Train.Image(1)[..2].ToArray());
        Assert.Equal(fine.Train.Labels, DataCatalog.Load(folder).Train.Labels);
    }

    [Fact]
    public void Broken_records_and_names_are_told_with_their_place()
    {
        using var root = new TempFolder();
        var folder = Write(root.Path);

        File.WriteAllBytes(Path.Combine(folder, "train.bin"), [19, 100, .. new byte[3072]]);
        Fails("train.bin, byte 1: label 100 is outside 0-99");
        File.WriteAllBytes(Path.Combine(folder, "train.bin"), new byte[3075]);
        Fails("byte 3075: the file ends after 1 of the 3074 bytes of record 2");
        File.WriteAllText(Path.Combine(folder, "fine_label_names.txt"), "one\n");
        Fails("1 class names, 100 are needed");

        void Fails(string expected) => Assert.Contains(
            expected, Assert.Throws<InvalidInputException>(() => Source.Load(folder, new())).Message, StringComparison.Ordinal);
    }

    private static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "train.bin"), [19, 99, .. new byte[3072], 4, 40, 1, 2, .. new byte[3070]]);
        File.WriteAllBytes(Path.Combine(folder, "test.bin"), [0, 3, .. new byte[3072]]);
        File.WriteAllLines(Path.Combine(folder, "fine_label_names.txt"), Enumerable.Range(0, 100).Select(i => $"f{i}"));
        File.WriteAllLines(Path.Combine(folder, "coarse_label_names.txt"), Enumerable.Range(0, 20).Select(i => $"c{i}"));
        return folder;
    }
}
