using Espalier.Data;

namespace Espalier.Tests.Data;

public sealed class DataChecksumTests
{
    private static readonly ImageShape Shape = new(1, 2, 3);

    [Fact]
    public void The_same_images_have_the_same_checksum_wherever_they_are_from() =>
        Assert.Equal(DataChecksum.Of(Data("here", Set([0, 1]), Set([1]))), DataChecksum.Of(Data("there", Set([0, 1]), Set([1]))));

    [Fact]
    public void Everything_that_a_run_sees_counts()
    {
        var pixels = Enumerable.Range(0, 12).Select(value => (byte)value).ToArray();
        (pixels[7], var other) = (99, new ImageShape(1, 3, 2));
        string[] sums =
        [
            .. new[]
            {
                Data("d", Set([0, 1]), Set([1])),
                Data("d", Set([0, 0]), Set([1])),
                Data("d", Set([0, 1]), Set([0])),
                Data("d", Set([0, 1, 1]), Set([1])),
                Data("d", Set([1]), Set([0, 1])),
                Data("d", Set([0, 1], names: ["a", "c"]), Set([1])),
                Data("d", Set([0, 1], names: ["ab", ""]), Set([1])),
                Data("d", new ImageSet("s", Shape, ["a", "b"], pixels, [0, 1]), Set([1])),
                Data("d", Set([0, 1], other), Set([1], other)),
                Data("d", Set([0, 1]), Set([1])) with { Validation = Set([1]) },
            }.Select(DataChecksum.Of),
        ];

        Assert.Equal(sums.Length, sums.Distinct().Count());
        Assert.All(sums, sum => Assert.Matches("^[0-9a-f]{64}$", sum));
    }

    private static Dataset Data(string name, ImageSet train, ImageSet test) => new(name, train, test);

    private static ImageSet Set(byte[] labels, ImageShape? shape = null, string[]? names = null) => new(
        "s", shape ?? Shape, names ?? ["a", "b"], [.. Enumerable.Range(0, labels.Length * Shape.Length).Select(value => (byte)value)], labels);
}
