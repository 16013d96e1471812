using Espalier.Data;
using Espalier.Data.Sources;

namespace Espalier.Tests.Data.Sources;

public class IdxFileTests
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 2 * 3 * 4).Select(value => (byte)value)];
    private static readonly byte[] Good = IdxBytes.Images(2, 3, 4, Pixels);

    public static TheoryData<string, byte[], long> BrokenImages => new()
    {
        { "cut off in the magic number", Good[..3], 3 },
        { "labels instead of images", IdxBytes.Labels(2, 0, 1), 0 },
        { "floats instead of bytes", [0, 0, 13, 3, .. Good[4..]], 0 },
        { "cut off in the header", Good[..10], 10 },
        { "no images", IdxBytes.Images(0, 3, 4, []), 4 },
        { "height 0", IdxBytes.Images(2, 0, 4, []), 8 },
        { "width out of range", IdxBytes.Images(2, 3, 0x8000_0000, []), 12 },
        { "more than memory", IdxBytes.Images(0x7FFF_FFFF, 28, 28, Pixels), 4 },
        { "too short", Good[..^1], Good.Length - 1 },
        { "far too short", IdxBytes.Images(1_000_000, 28, 28, Pixels), Good.Length },
        { "too long", [.. Good, 0], Good.Length },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_read_plain_and_gzipped(bool packed)
    {
        using var folder = new TempFolder();
        var path = packed ? folder.Write("images.gz", IdxBytes.Gzip(Good)) : folder.Write("images", Good);

        var (count, shape, pixels) = IdxFile.ReadImages(path);

        Assert.Equal((2, new ImageShape(1, 3, 4)), (count, shape));
        Assert.Equal(Pixels, pixels);
    }

    [Theory]
    [MemberData(nameof(BrokenImages))]
    public void A_broken_file_is_named_with_its_byte(string fault, byte[] content, long offset)
    {
        using var folder = new TempFolder();

        Fails(folder.Write("images", content), $"byte {offset}: ", path => IdxFile.ReadImages(path), fault);
    }

    [Theory]
    [MemberData(nameof(BrokenImages))]
    public void A_gzipped_broken_file_is_named_with_its_unpacked_byte(string fault, byte[] content, long offset)
    {
        using var folder = new TempFolder();
        // Before unpacking, all that can be known of a header that promises too much is where it ends.
        var expected = fault == "far too short" ? 16 : offset;

        Fails(folder.Write("images.gz", IdxBytes.Gzip(content)), $"unpacked byte {expected}: ", path => IdxFile.ReadImages(path), fault);
    }

    [Fact]
    public void Empty_files_and_gzip_faults_are_named_with_the_byte()
    {
        using var folder = new TempFolder();
        var random = new byte[50_000];
        new SeededRandom(1).NextBytes(random);
        var packed = IdxBytes.Gzip(IdxBytes.Images(5, 100, 100, random));
        var flipped = packed.ToArray();
        flipped[30_000] ^= 0xFF;

        Fails(folder.Write("empty.gz", []), ", byte 0: the file is empty", path => IdxFile.ReadImages(path));
        byte[] nothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, .. new byte[9]];
        Fails(folder.Write("nothing.gz", nothing), "unpacked byte 0: ", path => IdxFile.ReadImages(path));
        Fails(folder.Write("empty", []), ", byte 0: the file is empty", path => IdxFile.ReadImages(path));
        Fails(folder.Write("plain.gz", Good), ", byte 0: the file is named .gz", path => IdxFile.ReadImages(path));
        Fails(folder.Write("unnamed", packed), "byte 0: ", path => IdxFile.ReadImages(path), "give it a name that ends in .gz");
        Fails(folder.Write("cut.gz", packed.AsSpan(..40_000)), "unpacked byte ", path => IdxFile.ReadImages(path));
        Fails(folder.Write("head.gz", packed.AsSpan(..5)), "unpacked byte 0: ", path => IdxFile.ReadImages(path));
        Fails(folder.Write("flipped.gz", flipped), "unpacked byte ", path => IdxFile.ReadImages(path));
        Fails(folder.Write("sum.gz", [.. packed[..^8], 1, 2, 3, 4, .. packed[^4..]]), "unpacked byte ", path => IdxFile.ReadImages(path));
    }

    [Fact]
    public void Labels_must_be_as_many_as_the_images_and_name_a_class()
    {
        using var folder = new TempFolder();
        var labels = folder.Write("labels", IdxBytes.Labels(3, 0, 9, 4));
        Assert.Equal([0, 9, 4], IdxFile.ReadLabels(labels, images: 3, classes: 10));

        Fails(labels, "byte 4: 3 labels for 4 images", path => IdxFile.ReadLabels(path, images: 4, classes: 10));
        Fails(labels, "byte 9: label 9 is outside 0-8", path => IdxFile.ReadLabels(path, images: 3, classes: 9));
        Fails(folder.Write("short", IdxBytes.Labels(3, 0, 9)), "byte 10: ", path => IdxFile.ReadLabels(path, images: 3, classes: 10));
        Fails(folder.Write("long", IdxBytes.Labels(2, 0, 9, 9)), "byte 10: ", path => IdxFile.ReadLabels(path, images: 2, classes: 10));
        Fails(folder.Write("images", Good), "byte 0: ", path => IdxFile.ReadLabels(path, images: 2, classes: 10));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_named()
    {
        using var folder = new TempFolder();

        Fails(Path.Combine(folder.Path, "absent"), "there is no such file", path => IdxFile.ReadImages(path));
        Fails(folder.Path, "cannot be opened", path => IdxFile.ReadImages(path));
    }

    private static void Fails(string path, string expected, Action<string> read, string note = "")
    {
        var error = Assert.Throws<InvalidInputException>(() => read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), $"{note}: {error.Message}");
        Assert.DoesNotContain('\n', error.Message);
    }
}
