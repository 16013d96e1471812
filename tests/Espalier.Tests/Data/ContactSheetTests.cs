using Espalier.Data;
using Espalier.Data.Images;

namespace Espalier.Tests.Data;

public sealed class ContactSheetTests
{
    private static readonly ImageSet Images = new(
        "s",
        new ImageShape(3, 2, 2),
        ["<dark>", "bright", "none"],
        [.. Enumerable.Repeat((byte)20, 24), .. Enumerable.Repeat((byte)240, 12)],
        [0, 0, 1]);

    [Fact]
    public void A_row_per_class_shows_its_first_images_enlarged()
    {
        using var sheet = ImageDecoder.Decode(ContactSheet.Png(Images, perClass: 2), out _)!;

        // A line of 16, a tile of 48, a gap of 2.
        Assert.Equal(3 * 66, sheet.Height);
        Assert.InRange(sheet.Width, 100, 200);
        var planes = new byte[3 * sheet.Height * sheet.Width];
        sheet.Read(planes);
        Assert.Equal(20, planes[(40 * sheet.Width) + 10]);
        Assert.Equal(20, planes[(40 * sheet.Width) + 60]);
        Assert.Equal(240, planes[((66 + 40) * sheet.Width) + 10]);
        Assert.Equal(255, planes[((66 + 40) * sheet.Width) + 60]);
        Assert.Equal(255, planes[((132 + 40) * sheet.Width) + 10]);
        Assert.Contains((byte)0, planes[..(16 * sheet.Width)]);
    }

    [Fact]
    public void A_page_stands_for_itself()
    {
        var page = ContactSheet.Html("a & b", Images);

        Assert.Contains("<h1>a &amp; b</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<figcaption>&lt;dark&gt; (2)</figcaption>", page, StringComparison.Ordinal);
        Assert.Contains("alt=\"0 images of none\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        var strip = Convert.FromBase64String(page.Split("base64,")[1].Split('"')[0]);
        using var image = ImageDecoder.Decode(strip, out _)!;
        Assert.Equal(new ImageSize(50, 100), image.Size);
    }

    [Fact]
    public void Large_images_are_reduced()
    {
        var large = new ImageSet("l", new ImageShape(1, 300, 600), ["a", "b"], new byte[180_000], [0]);

        using var sheet = ImageDecoder.Decode(ContactSheet.Png(large, 1), out _)!;

        Assert.Equal(2 * (16 + 64 + 2), sheet.Height);
    }
}
