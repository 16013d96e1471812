using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class AtomicBytesTests
{
    [Fact]
    public void An_older_file_is_replaced_and_nothing_is_left_beside_it()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a", 1, 2, 3);

        AtomicBytes.Write(path, [4]);

        Assert.Equal([4], File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Where_it_cannot_be_written_the_path_is_told()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "in the way"));

        foreach (var path in new[] { Path.Combine(folder.Path, "in the way"), Path.Combine(folder.Path, "no", "folder") })
        {
            Assert.StartsWith(path, Assert.Throws<InvalidInputException>(() => AtomicBytes.Write(path, [1])).Message, StringComparison.Ordinal);
        }

        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
