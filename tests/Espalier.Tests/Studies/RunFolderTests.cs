using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class RunFolderTests
{
    [Fact]
    public void A_new_run_gets_its_folder_and_other_files_stay()
    {
        using var temporary = new TempFolder();
        temporary.Write("notes.txt", 1);

        var folder = RunFolder.Create(temporary.Path);

        Assert.True(Directory.Exists(folder.Checkpoints));
        Assert.Equal(Path.Combine(temporary.Path, "checkpoint", "search.safetensors"), folder.Checkpoint("search"));
        Assert.True(File.Exists(Path.Combine(temporary.Path, "notes.txt")));
        Assert.False(folder.IsFinished);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("result.json")]
    [InlineData("checkpoint/search.safetensors")]
    public void A_folder_with_a_run_is_refused_unless_it_may_be_replaced(string file)
    {
        using var temporary = new TempFolder();
        RunFolder.Create(temporary.Path);
        temporary.Write(file, 1);

        var fault = Assert.Throws<InvalidInputException>(() => RunFolder.Create(temporary.Path));
        Assert.StartsWith($"{temporary.Path}: holds a run already", fault.Message, StringComparison.Ordinal);

        RunFolder.Create(temporary.Path, replace: true);
        Assert.False(File.Exists(Path.Combine(temporary.Path, file)));
    }

    [Fact]
    public void Only_a_begun_run_can_be_opened()
    {
        using var temporary = new TempFolder();
        Assert.Throws<InvalidInputException>(() => RunFolder.Open(temporary.Path));
        Assert.Throws<InvalidInputException>(() => RunFolder.Open("/nowhere"));
        temporary.Write("run.json", 1);

        Assert.Equal(temporary.Path, RunFolder.Open(temporary.Path).Root);
    }

    [Fact]
    public void A_file_in_the_way_is_the_callers_fault()
    {
        using var temporary = new TempFolder();
        var path = Path.Combine(temporary.Write("file", 1), "run");

        Assert.StartsWith(path, Assert.Throws<InvalidInputException>(() => RunFolder.Create(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_written_whole_or_not_at_all()
    {
        using var temporary = new TempFolder();
        var path = Path.Combine(temporary.Path, "run.json");
        AtomicText.Write(path, "{}");
        AtomicText.Write(path, "{\"a\":\"ä\"}");

        Assert.Equal("{\"a\":\"ä\"}", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(temporary.Path));

        // A folder of that name cannot be replaced: the temporary file goes, the fault names the path.
        var blocked = Directory.CreateDirectory(Path.Combine(temporary.Path, "blocked")).FullName;
        var fault = Assert.Throws<InvalidInputException>(() => AtomicText.Write(blocked, "text"));
        Assert.StartsWith(blocked, fault.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(temporary.Path));
    }

    [Fact]
    public void A_full_disk_is_told_with_the_path()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        using var log = RunLog.Start("/dev/full");

        Assert.StartsWith("/dev/full: ", Assert.Throws<InvalidInputException>(() => log.Append(1)).Message, StringComparison.Ordinal);
    }
}
