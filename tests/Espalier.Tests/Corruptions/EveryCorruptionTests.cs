using Espalier.Corruptions;

namespace Espalier.Tests.Corruptions;

public sealed class EveryCorruptionTests
{
    /// <summary>Grey as in Fashion-MNIST, coloured as in CIFAR-10, and neither square nor a power of two.</summary>
    private static readonly (int Channels, int Height, int Width)[] Shapes = [(1, 28, 28), (3, 32, 32), (3, 21, 30)];

    /// <summary>Which the published constants do not take farther: ever smaller affine maps, ever rougher fields.</summary>
    private const string Elastic = "elastic-transform";

    /// <summary>
    /// Whose published constants do not take every single step farther: less blur but twice the scatter; less image where there is as much ice; a coarser
    /// raster that falls onto edges.
    /// </summary>
    private static readonly string[] Uneven = ["glass-blur", "frost", "pixelate"];

    public static TheoryData<string> Names => [.. CorruptionCatalog.All.Select(named => named.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_is_changed_stays_in_range_and_comes_out_the_same_again(string name)
    {
        var corruption = CorruptionCatalog.Create(name);
        foreach (var (channels, height, width) in Shapes)
        {
            var picture = Pictures.Scene(channels, height, width, 3);
            var before = picture.Pixels.ToArray();
            for (var severity = 1; severity <= Corruption.Severities; severity++)
            {
                var made = corruption.By(picture, severity);

                Assert.Equal((channels, height, width), (made.Channels, made.Height, made.Width));
                Assert.True(made.Pixels.All(value => value is >= 0 and <= 1), $"{name} {severity} leaves 0 to 1");
                Assert.InRange(Pictures.Distance(picture, made), 1e-4, 0.5);
                Assert.Equal(made.Pixels, corruption.By(picture, severity).Pixels);
                Assert.Equal(before, picture.Pixels);
            }
        }
    }

    public static TheoryData<string> Graded => [.. CorruptionCatalog.All.Select(named => named.Name).Where(name => name != Elastic)];

    [Theory]
    [MemberData(nameof(Graded))]
    public void A_higher_severity_takes_images_farther_in_the_mean(string name)
    {
        var corruption = CorruptionCatalog.Create(name);
        foreach (var (channels, height, width) in Shapes)
        {
            var distances = Enumerable.Range(1, Corruption.Severities).Select(severity => Enumerable.Range(0, 12).Average(number =>
            {
                var picture = Pictures.Scene(channels, height, width, (ulong)number);
                return Pictures.Distance(picture, corruption.By(picture, severity, (ulong)number));
            })).ToArray();

            Assert.True(
                Uneven.Contains(name) ? distances[^1] > distances[0] : distances.SequenceEqual(distances.Order()),
                $"{name} of {channels}x{height}x{width}: {string.Join(", ", distances)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void There_is_no_severity_outside_1_to_5(string name)
    {
        var corruption = CorruptionCatalog.Create(name);

        Assert.Throws<ArgumentOutOfRangeException>(() => corruption.By(Pictures.Even(0.5), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => corruption.By(Pictures.Even(0.5), 6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_smallest_image_is_one_too(string name) =>
        Assert.InRange(Assert.Single(CorruptionCatalog.Create(name).By(Pictures.Even(0.5, height: 1, width: 1), 5).Pixels), 0f, 1f);
}
