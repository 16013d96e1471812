using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Training;
using Espalier.Training;

namespace Espalier.Tests.Studies;

/// <summary>On a full disk every writer says so in one line, leaves what was there, and no half of a file.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public void A_checkpoint()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        var tensors = new Dictionary<string, Tensor> { ["a"] = ones([100_000]) };
        CheckpointFile.Save(path, tensors, "1");
        CheckpointFile.Save(path, tensors, "2");
        FullDisk.At(path + ".new.tmp");

        var fault = Assert.Throws<InvalidInputException>(() => CheckpointFile.Save(path, tensors, "3"));

        AssertTold(fault, path, $"{new FileInfo(path).Length:N0} bytes are needed");
        Assert.Equal(["a.safetensors", "a.safetensors.previous"], FullDisk.Names(folder));
        AssertState("2");
        CheckpointFile.Save(path, tensors, "3");
        AssertState("3");

        void AssertState(string expected)
        {
            using var found = CheckpointFile.TryLoad(path, warning => Assert.Fail(warning))!;
            Assert.Equal(expected, found.Json);
        }
    }

    [Fact]
    public void A_training_whose_checkpoint_does_not_fit_goes_on_later_with_the_same_bits()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "t.safetensors");
        var expected = Run(new(TimeSpan.Zero, TimeProvider.System), Path.Combine(folder.Path, "straight"), null);
        File.Delete(Path.Combine(folder.Path, "straight"));
        File.Delete(CheckpointFile.PreviousOf(Path.Combine(folder.Path, "straight")));

        var fault = Assert.Throws<InvalidInputException>(() => Run(new(TimeSpan.Zero, TimeProvider.System), path, fullAfter: 3));
        AssertTold(fault, path);
        Assert.Equal(["t.safetensors", "t.safetensors.previous"], FullDisk.Names(folder));

        Assert.Equal(expected, Run(CheckpointPaceOfADay(), path, null));
    }

    [Fact]
    public void A_result_and_a_genotype()
    {
        using var folder = new TempFolder();
        var path = folder.Write("result.json", "before"u8);
        FullDisk.At(path + ".tmp");

        AssertTold(Assert.Throws<InvalidInputException>(() => AtomicText.Write(path, "after")), path, "5 bytes are needed");

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal(["result.json"], FullDisk.Names(folder));
    }

    [Fact]
    public void A_model()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "model.safetensors");
        using var network = new DartsSpace().Build(DartsGenotypes.DartsV2, Card().Settings());
        FullDisk.At(path + ".tmp");

        AssertTold(Assert.Throws<InvalidInputException>(() => ModelFile.Save(path, network, Card())), path);

        Assert.Empty(FullDisk.Names(folder));
    }

    [Fact]
    public void A_log()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "log.jsonl");
        FullDisk.At(path);
        using var log = RunLog.Start(path);

        AssertTold(Assert.Throws<InvalidInputException>(() => log.Append("a line")), path);
    }

    private static void AssertTold(InvalidInputException fault, string path, string more = "") => Assert.All(
        [$"{path}: cannot be written: the disk is full (", more, " free)", "make room there", "--resume"],
        words => Assert.Contains(words, fault.Message, StringComparison.Ordinal));

    private static CheckpointPace CheckpointPaceOfADay() => new(TimeSpan.FromDays(1), TimeProvider.System);

    private static byte[] Run(CheckpointPace pace, string path, int? fullAfter)
    {
        using var network = new TinyNetwork(1);
        var images = Toy.Images(60);
        using var trainer = new Trainer(network, images, Espalier.Data.ChannelStatistics.Of(images), Toy.Recipe, seed: 7);
        var steps = 0;
        trainer.Train(path, pace, observer: _ =>
        {
            if (steps++ == fullAfter)
            {
                FullDisk.At(path + ".new.tmp");
            }
        });
        return Bits.Of(network);
    }

    private static ModelCard Card() => new()
    {
        Space = "darts",
        Genotype = DartsGenotypes.DartsV2.Text,
        Data = "toy",
        Channels = 2,
        Cells = 3,
        StemStride = 2,
        Input = [1, 8, 8],
        Classes = ["a", "b", "c"],
    };
}
