using Espalier.Data;
using Espalier.Data.Images;

namespace Espalier.Tests.Data.Images;

public sealed class ImageDecoderTests
{
    [Theory]
    [InlineData(nameof(ImageFormat.Png), 95, 0)]
    [InlineData(nameof(ImageFormat.Bmp), 95, 0)]
    [InlineData(nameof(ImageFormat.Webp), Pictures.Lossless, 0)]
    [InlineData(nameof(ImageFormat.Webp), 95, 12)]
    [InlineData(nameof(ImageFormat.Jpeg), 98, 12)]
    public void What_was_encoded_is_decoded(string format, int quality, int tolerance)
    {
        var shape = new ImageShape(3, 9, 14);
        byte[] planes = [.. Enumerable.Range(0, shape.Length).Select(i => (byte)((i % 14 * 12) + (i / 14 % 9 * 5) + (i / 126 * 20)))];

        var decoded = Decode(Pictures.File(Enum.Parse<ImageFormat>(format), planes, shape, quality), 9, 14);

        Assert.All(Enumerable.Range(0, shape.Length), i => Assert.InRange(decoded[i], planes[i] - tolerance, planes[i] + tolerance));
    }

    [Fact]
    public void Grey_palettes_deep_and_flat_files_become_eight_bits_of_red_green_and_blue()
    {
        Same([10, 200, 10, 200, 10, 200], Pictures.Png(2, 8, 0, [[10, 200]]));
        Same([255, 0, 255, 0, 255, 0], Pictures.Png(2, 1, 0, [[0b1000_0000]]));
        Same([10, 200, 10, 200, 10, 200], Pictures.Png(2, 16, 0, [[10, 99, 200, 7]]));
        Same([5, 1, 6, 2, 7, 3], Pictures.Png(2, 8, 3, [[1, 0]], ("PLTE", [1, 2, 3, 5, 6, 7])));

        static void Same(byte[] expected, byte[] file) => Assert.Equal(expected, Decode(file, 1, 2));
    }

    [Fact]
    public void Transparency_is_laid_over_white()
    {
        var through = Decode(Pictures.Png(3, 8, 6, [[9, 9, 9, 0, 9, 9, 9, 255, 0, 0, 0, 128]]), 1, 3);
        Assert.Equal([255, 9], through[..2]);
        Assert.InRange(through[2], 124, 130);

        var grey = Decode(Pictures.Png(2, 8, 4, [[40, 0, 40, 255]]), 1, 2);
        Assert.Equal([255, 40, 255, 40, 255, 40], grey);

        var palette = Decode(Pictures.Png(2, 8, 3, [[1, 0]], ("PLTE", [1, 2, 3, 5, 6, 7]), ("tRNS", [255, 0])), 1, 2);
        Assert.Equal([255, 1, 255, 2, 255, 3], palette);
    }

    [Fact]
    public void What_a_profile_or_a_text_says_changes_no_pixel()
    {
        var file = Pictures.Png(1, 8, 0, [[77]], ("gAMA", [0, 0, 0, 1]), ("iCCP", "broken\0\0rubbish"u8.ToArray()), ("tEXt", "a\0b"u8.ToArray()));

        Assert.Equal([77, 77, 77], Decode(file, 1, 1));
    }

    [Fact]
    public void An_orientation_in_the_EXIF_is_not_applied()
    {
        var plain = Pictures.Plain(ImageFormat.Jpeg, 8, 16, 200, 30, 30);
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        byte[] turned = [.. plain[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. plain[2..]];

        Assert.Equal(Decode(plain, 8, 16), Decode(turned, 8, 16));
    }

    [Theory]
    [InlineData(nameof(ImageFormat.Png))]
    [InlineData(nameof(ImageFormat.Jpeg))]
    [InlineData(nameof(ImageFormat.Webp))]
    [InlineData(nameof(ImageFormat.Bmp))]
    public void A_file_cut_off_is_a_fault_and_no_half_picture(string format)
    {
        var noise = new byte[3 * 40 * 40];
        new SeededRandom(1).NextBytes(noise);
        var whole = Pictures.File(Enum.Parse<ImageFormat>(format), noise, new ImageShape(3, 40, 40));

        foreach (var share in new[] { 0, 0.01, 0.1, 0.5, 0.9 })
        {
            Assert.Null(ImageDecoder.Decode(whole.AsSpan(0, (int)(whole.Length * share)), out var fault));
            Assert.False(string.IsNullOrWhiteSpace(fault));
        }
    }

    [Fact]
    public void A_header_that_promises_too_much_takes_no_memory()
    {
        Fault(Pictures.Bomb(100_000, 100_000), "more than");
        Fault(Pictures.Bomb(int.MaxValue, int.MaxValue), "more than");
        Fault(Pictures.Bomb(8000, 8000), "cannot be in");
        Fault(Pictures.Bomb(0, 5), "no size");
        Fault("GIF89a and more than twenty-four bytes"u8.ToArray(), "is a GIF");
        Fault("II*\0 and more than twenty-four bytes"u8.ToArray(), "is a TIFF");
        Fault("<svg> and more than twenty-four bytes"u8.ToArray(), "is no PNG, JPEG, WebP or BMP");

        static void Fault(byte[] file, string expected)
        {
            Assert.Null(ImageDecoder.Decode(file, out var fault));
            Assert.Contains(expected, fault, StringComparison.Ordinal);
        }
    }

    private static byte[] Decode(byte[] file, int height, int width)
    {
        using var image = ImageDecoder.Decode(file, out var fault);
        Assert.True(image is not null, fault);
        Assert.Equal(new ImageSize(height, width), image.Size);
        var planes = new byte[3 * height * width];
        image.Read(planes);
        return planes;
    }
}
