using Espalier.Costs.Devices;

namespace Espalier.Tests.Costs.Devices;

public sealed class HelpDescriptionTests
{
    /// <summary>Three references of three devices; worked by hand: means 0, 0.5 and 1, deviations 0, √(2/3)/5 and 0.</summary>
    private static readonly double[][] Known = [[0, 0.3, 1], [0, 0.5, 1], [0, 0.7, 1]];

    [Fact]
    public void Only_what_tells_devices_apart_is_told()
    {
        var description = new HelpDescription(Known, centred: true);

        Assert.Equal([0, 0, 0], description.Of(Known[1]));
        Assert.Equal(Math.Sqrt(1.5), description.Of(Known[2])[1], 1e-6);
        Assert.Equal(-description.Of(Known[2])[1], description.Of(Known[0])[1]);
    }

    /// <summary>What is the same on all known devices stays finite where a new one differs.</summary>
    [Fact]
    public void A_reference_that_never_differed_does_not_drown_the_rest() =>
        Assert.Equal(5, new HelpDescription(Known, centred: true).Of([0.1, 0.5, 1])[0], 1e-5);

    [Fact]
    public void As_published_it_is_what_the_references_take() =>
        Assert.Equal([0.1f, 0.5f, 1f], new HelpDescription(Known, centred: false).Of([0.1, 0.5, 1]));
}
