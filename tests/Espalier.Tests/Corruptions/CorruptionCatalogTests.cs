using Espalier.Corruptions;

namespace Espalier.Tests.Corruptions;

public sealed class CorruptionCatalogTests
{
    [Fact]
    public void The_fifteen_are_there_by_family()
    {
        Assert.Equal(
            [
                "gaussian-noise", "impulse-noise", "shot-noise",
                "defocus-blur", "glass-blur", "motion-blur", "zoom-blur",
                "fog", "frost", "snow",
                "brightness", "contrast", "elastic-transform", "jpeg-compression", "pixelate",
            ],
            CorruptionCatalog.All.Select(named => named.Name));
        Assert.Equal(75, CorruptionCatalog.Cells("all").Count);
    }

    [Fact]
    public void A_search_judges_by_one_of_each_family() => Assert.Equal(
        Enum.GetValues<CorruptionFamily>(),
        CorruptionCatalog.ForSearch.Select(cell => CorruptionCatalog.Create(cell.Name).Family));

    [Fact]
    public void Names_come_with_all_severities_or_with_one() => Assert.Equal(
        ["snow 2", "fog 1", "fog 2", "fog 3", "fog 4", "fog 5"],
        CorruptionCatalog.Cells("snow:2, fog").Select(cell => $"{cell.Name} {cell.Severity}"));

    [Theory]
    [InlineData("rain", "rain")]
    [InlineData("", "give all, or some of")]
    [InlineData("all,fog", "all")]
    [InlineData("fog:6", "1 to 5")]
    [InlineData("fog:", "1 to 5")]
    [InlineData("fog:+1", "1 to 5")]
    [InlineData("fog,fog:2", "fog at severity 2 is there twice")]
    public void What_names_none_is_told(string text, string told) =>
        Assert.Contains(told, Assert.Throws<InvalidInputException>(() => CorruptionCatalog.Cells(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_image_gets_a_draw_of_its_own_by_seed_severity_and_number()
    {
        var picture = Pictures.Scene(1, 8, 8, 1);
        float[] Made(int severity, ulong seed, int number) => new CorruptionCell("shot-noise", severity).Apply(picture, seed, number).Pixels;

        Assert.Equal(Made(1, 1, 1), Made(1, 1, 1));
        Assert.NotEqual(Made(1, 1, 1), Made(1, 2, 1));
        Assert.NotEqual(Made(1, 1, 1), Made(1, 1, 2));
        Assert.NotEqual(Made(1, 1, 1), Made(2, 1, 1));
    }
}
