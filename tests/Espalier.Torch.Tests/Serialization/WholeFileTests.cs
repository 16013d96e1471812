using Espalier.Torch.Serialization;

namespace Espalier.Torch.Tests.Serialization;

public sealed class WholeFileTests
{
    [Fact]
    public void A_file_is_replaced_whole_and_nothing_is_left_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a"];
        WholeFile.Write(path, file => file.Write([1, 2, 3]));

        WholeFile.Write(path, file => file.Write([4]));

        Assert.Equal([4], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Where_writing_fails_the_older_file_stays_and_the_half_goes()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a"];
        File.WriteAllBytes(path, [1]);

        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(path, file =>
        {
            file.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void The_error_of_a_full_disk_arrives_as_the_systems_own()
    {
        const int NoSpace = 28;
        using var folder = new TemporaryFolder();
        var path = folder["a"];
        File.CreateSymbolicLink(WholeFile.TemporaryOf(path), "/dev/full");

        Assert.Equal(NoSpace, Assert.Throws<IOException>(() => WholeFile.Write(path, file => file.Write(new byte[10]))).HResult);

        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_folder_named_in_another_script_is_flushed()
    {
        using var folder = new TemporaryFolder();
        var below = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(folder["a"])!, "Ordner für ☃")).FullName;

        WholeFile.Write(Path.Combine(below, "a"), file => file.Write([1]));

        Assert.Equal([1], File.ReadAllBytes(Path.Combine(below, "a")));
    }
}
