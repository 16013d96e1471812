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
    public void A_file_cut_off_anywhere_is_noticed_and_the_one_before_is_taken()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), "1");
        CheckpointFile.Save(path, Sample(2), "2");
        var whole = File.ReadAllBytes(path);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var warnings = new List<string>();
            using var found = CheckpointFile.TryLoad(path, warnings.Add)!;
            Assert.Equal("1", found.Json);
            var warning = Assert.Single(warnings);
            Assert.All([$"{path}: is damaged: ", CheckpointFile.PreviousOf(path)], word => Assert.Contains(word, warning, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', warning);
        }
    }

    [Fact]
    public void A_damaged_checkpoint_does_not_take_the_place_of_the_sound_one_before_it()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), "1");
        CheckpointFile.Save(path, Sample(2), "2");
        File.WriteAllBytes(path, [1, 2, 3]);

        CheckpointFile.TryLoad(path)!.Dispose();
        CheckpointFile.Save(path, Sample(3), "3");

        using var before = CheckpointFile.TryLoad(CheckpointFile.PreviousOf(path))!;
        Assert.Equal("1", before.Json);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(CheckpointFile.DamagedOf(path)));
    }

    [Fact]
    public void Whatever_moment_of_saving_a_process_is_killed_in_the_newest_whole_one_is_found()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), "1");
        var first = File.ReadAllBytes(path);
        CheckpointFile.Save(path, Sample(2), "2");
        var second = File.ReadAllBytes(path);
        var warnings = new List<string>();

        // What lies there after each thing that saving does: half a file, a whole one, the old one moved away.
        Assert.Equal("1", After((path, first), (path + ".new.tmp", second[..100])));
        Assert.Equal("1", After((path, first), (path + ".new", second)));
        Assert.Equal("2", After((CheckpointFile.PreviousOf(path), first), (path + ".new", second)));
        Assert.Equal("2", After((CheckpointFile.PreviousOf(path), first), (path, second)));
        Assert.Empty(warnings);

        string After(params (string Path, byte[] Content)[] files)
        {
            foreach (var old in Directory.EnumerateFiles(folder.Path))
            {
                File.Delete(old);
            }

            Array.ForEach(files, file => File.WriteAllBytes(file.Path, file.Content));
            using var found = CheckpointFile.TryLoad(path, warnings.Add)!;
            var json = found.Json;

            // And the next one is saved over all that.
            CheckpointFile.Save(path, found.Tensors, json);
            Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path), file => Path.GetExtension(file) is ".tmp" or ".new");
            return json;
        }
    }

    [Fact]
    public void Where_both_are_damaged_both_are_named_with_what_to_do()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), "1");
        CheckpointFile.Save(path, Sample(2), "2");
        File.WriteAllBytes(path, []);
        using (var previous = File.OpenWrite(CheckpointFile.PreviousOf(path)))
        {
            previous.Position = previous.Length - 3;
            previous.WriteByte(77);
        }

        var fault = Assert.Throws<InvalidInputException>(() => CheckpointFile.TryLoad(path, _ => Assert.Fail("nothing is taken")));

        Assert.StartsWith($"{path}: is damaged: ends at byte 0", fault.Message, StringComparison.Ordinal);
        Assert.All(
            [$"so is {CheckpointFile.PreviousOf(path)}: is damaged: its content", "start the run anew"],
            words => Assert.Contains(words, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_deleted_checkpoint_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.safetensors");
        CheckpointFile.Save(path, Sample(1), "1");
        CheckpointFile.Save(path, Sample(2), "2");
        folder.Write("a.safetensors.new.tmp", 1);

        CheckpointFile.Delete(path);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
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
