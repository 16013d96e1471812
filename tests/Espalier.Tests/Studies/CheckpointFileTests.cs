using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class CheckpointFileTests
{
    [Fact]
    public void What_is_saved_is_loaded_with_its_layout()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        var tensors = Sample(1);
        var live = LiveTensorsOfThread;

        CheckpointFile.Save(path, tensors, """{"step":1,"text":"ä \"quoted\""}""");
        using (var checkpoint = CheckpointFile.TryLoad(path)!)
        {
            Assert.Equal("""{"step":1,"text":"ä \"quoted\""}""", checkpoint.Json);
            Assert.Equal(tensors.Keys.Order(), checkpoint.Tensors.Keys.Order());
            Assert.All(tensors, pair =>
            {
                Assert.True(equal(pair.Value, checkpoint.Tensors[pair.Key]));
                Assert.Equal(pair.Value.stride(), checkpoint.Tensors[pair.Key].stride());
            });
            Assert.Equal(["last", "transposed"], checkpoint.Part("layout.").Keys.Order());
        }

        Assert.Equal(live, LiveTensorsOfThread);
    }

    [Fact]
    public void Nothing_is_loaded_where_nothing_is() => Assert.Null(CheckpointFile.TryLoad("/nowhere/a.safetensors"));

    [Fact]
    public void A_flipped_bit_anywhere_is_noticed()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), """{"step":1}""");
        var sound = File.ReadAllBytes(path);
        var live = LiveTensorsOfThread;

        for (var place = 0; place < sound.Length; place++)
        {
            var broken = (byte[])sound.Clone();
            broken[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(path, broken);
            var fault = Assert.Throws<InvalidInputException>(() => CheckpointFile.TryLoad(path));
            Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(live, LiveTensorsOfThread);
    }

    [Fact]
    public void A_damaged_checkpoint_falls_back_to_the_one_before()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), "1");
        CheckpointFile.Save(path, Sample(2), "2");
        CheckpointFile.Save(path, Sample(3), "3");
        var warnings = new List<string>();

        Assert.Equal("3", Load());
        Assert.Empty(warnings);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Equal("2", Load());
        Assert.StartsWith($"{path}: is damaged: ", Assert.Single(warnings), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Equal("2", Load());
        File.WriteAllBytes(CheckpointFile.PreviousOf(path), []);
        Assert.Throws<InvalidInputException>(Load);

        string Load()
        {
            using var checkpoint = CheckpointFile.TryLoad(path, warnings.Add)!;
            return checkpoint.Json;
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_the_callers_fault()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<InvalidInputException>(() => CheckpointFile.Save("/nowhere/a.safetensors", Sample(1), "{}"));

        Assert.StartsWith("/nowhere/a.safetensors: cannot be written", fault.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Sample(ulong seed)
    {
        using var generator = new Generator(seed);
        return new()
        {
            ["scalar"] = tensor(4L),
            ["empty"] = empty([0, 3]),
            ["bytes"] = tensor(new byte[] { 1, 2, 255 }),
            ["layout.last"] = randn([2, 3, 4, 5], generator: generator).contiguous(memory_format.channels_last),
            ["layout.transposed"] = randn([3, 5], generator: generator).t(),
        };
    }
}
