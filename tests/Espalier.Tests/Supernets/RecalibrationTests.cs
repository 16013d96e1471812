using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class RecalibrationTests
{
    [Fact]
    public void Running_statistics_become_those_of_the_batch_and_nothing_else_changes()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        using var norm = BatchNorm2d(3);
        norm.eval();
        var images = (randn([4, 3, 5, 5], generator: generator) * 7) + 2;
        var before = norm.parameters().Select(parameter => parameter.clone()).ToArray();

        Recalibration.Run(norm, images);

        var pixels = images.permute(1, 0, 2, 3).flatten(1);
        Assert.True(allclose(norm.running_mean!, pixels.mean([1]), 1e-5, 1e-5));
        Assert.True(allclose(norm.running_var!, (pixels - pixels.mean([1]).view(3, 1)).square().sum([1]) / 99, 1e-4, 1e-4));
        Assert.All(norm.parameters().Zip(before), pair => Assert.True(equal(pair.First, pair.Second)));
        Assert.Equal((0.1, false), (norm.momentum, norm.training));
    }
}
