using System.Formats.Tar;
using System.IO.Compression;
using Espalier.Data.Sources.Known;

namespace Espalier.Tests.Data.Sources.Known;

public sealed class ArchiveTests
{
    [Fact]
    public void Named_files_are_taken_out_and_nothing_leaves_the_folder()
    {
        using var folder = new TempFolder();
        var archive = folder.Write("a.tar.gz", Of(("set/a.bin", [1, 2]), ("set/readme.html", [3]), ("../../escaped.bin", [4]), ("b.bin", [])));
        var target = Path.Combine(folder.Path, "out");

        Archive.Unpack(archive, ["a.bin", "b.bin", "escaped.bin"], target);

        Assert.Equal(["a.bin", "escaped.bin"], Directory.EnumerateFiles(target).Select(Path.GetFileName).Where(name => name != "b.bin").Order());
        Assert.Equal([1, 2], File.ReadAllBytes(Path.Combine(target, "a.bin")));
    }

    [Fact]
    public void A_broken_archive_is_the_callers_fault()
    {
        using var folder = new TempFolder();
        var whole = Of(("a.bin", new byte[5000]));

        foreach (var broken in new[] { [1, 2, 3], whole[..40], [.. whole[..30], 0, 0, .. whole[32..]] })
        {
            var path = folder.Write("broken.tar.gz", broken);
            var error = Assert.Throws<InvalidInputException>(() => Archive.Unpack(path, ["a.bin"], Path.Combine(folder.Path, "out")));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "out")));
    }

    /// <summary>A .tar.gz of files.</summary>
    internal static byte[] Of(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return packed.ToArray();
    }
}
