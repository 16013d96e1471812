using Espalier.Data;
using Espalier.Estimators.ZeroCost.Observation;
using Espalier.Spaces;

namespace Espalier.Tests.Estimators.ZeroCost.Observation;

public sealed class InputGradientsTests
{
    [Fact]
    public void They_are_those_of_the_normalised_image()
    {
        using var scope = NewDisposeScope();
        var statistics = new ChannelStatistics([0.3f, 0.5f], [0.2f, 0.4f]);
        using var layer = Conv2d(2, 3, 3);
        using var bare = Sequential(layer, ReLU(), new Flat());
        using var normalised = Sequential(new Normalization(2, statistics), layer, ReLU(), new Flat());
        var pixels = rand([3, 2, 5, 5], generator: new Generator(2));
        var values = (pixels - tensor(statistics.Mean, [1, 2, 1, 1])) / tensor(statistics.Std, [1, 2, 1, 1]);

        var expected = InputGradients.Of(bare, Tiny.Of(values));
        var found = InputGradients.Of(normalised, Tiny.Of(pixels) with { Statistics = statistics });

        Assert.True(allclose(expected, found, 1e-5, 1e-6));
    }
}
