using Espalier.Corruptions.Weather;

namespace Espalier.Tests.Corruptions.Weather;

public sealed class SnowTests
{
    [Fact]
    public void It_only_brightens_and_as_much_after_half_a_turn()
    {
        var picture = Pictures.Even(0.25, height: 20, width: 20);

        var made = new Snow().By(picture, 2).Pixels;

        // An even image is whitened evenly; what is more are flakes, which are there once more upside down.
        var whitened = (0.9f * 0.25f) + (0.1f * ((0.25f * 1.5f) + 0.5f));
        Assert.Equal(made, made.Reverse());
        Assert.InRange(made.Min(), whitened - 1e-5f, 1);
        Assert.True(made.Max() > whitened + 0.1f);
    }
}
