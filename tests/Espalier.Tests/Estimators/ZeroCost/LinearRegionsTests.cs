using Espalier.Data;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class LinearRegionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Lines_in_general_position_part_the_plane(int relus)
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, relus);
        using (no_grad())
        {
            // Tangents of a circle: each two of them meet, no three in one point.
            var angles = Enumerable.Range(0, relus).Select(i => (Math.PI * i / relus) + 0.1).ToArray();
            layer.weight.copy_(tensor([.. angles.SelectMany(angle => new[] { (float)Math.Cos(angle), (float)Math.Sin(angle) })], [relus, 2]));
            layer.bias!.fill_(-2);
        }

        using var network = Sequential(layer, ReLU());
        var grid = Enumerable.Range(0, 160).SelectMany(x => Enumerable.Range(0, 160).SelectMany(y => new[] { (x - 80) / 8f, (y - 80) / 8f }));

        var patterns = LinearRegions.Patterns(network, tensor([.. grid], [160 * 160, 2])).Distinct().Count();

        Assert.Equal(1 + relus + (relus * (relus - 1) / 2), patterns);
    }

    [Fact]
    public void It_looks_at_a_thin_network_of_one_channel()
    {
        var settings = ((IZeroCostProxy)new LinearRegions()).Subject(
            new NetworkSettings { Input = new ImageShape(3, 32, 32), Classes = 10, Cells = 17, StemStride = 2 });

        Assert.Equal((1, 5, 1), (settings.Channels, settings.Cells, settings.StemStride));
        Assert.Equal(new ImageShape(1, 3, 3), settings.Input);
    }

    [Fact]
    public void A_network_without_ReLUs_has_one_region()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(new Flat(), Linear(9, 3));
        var images = rand([4, 3, 8, 8], generator: new Generator(1));

        Assert.Equal(1, new LinearRegions().Score(network, Tiny.Of(images, images, images)).Value);
    }

    [Fact]
    public void More_ReLUs_part_more()
    {
        using var scope = NewDisposeScope();
        using var few = Sequential(new Flat(), Linear(9, 2), ReLU());
        using var many = Sequential(new Flat(), Linear(9, 12), ReLU());
        var images = rand([4, 3, 8, 8], generator: new Generator(1));

        Assert.True(Regions(few) is > 1 and <= 4);
        Assert.True(Regions(many) > 4 * Regions(few));

        double Regions(Module<Tensor, Tensor> network) => new LinearRegions().Score(network, Tiny.Of(images, images, images)).Value!.Value;
    }
}
