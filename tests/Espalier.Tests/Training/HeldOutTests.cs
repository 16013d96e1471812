using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class HeldOutTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(60, 6)]
    [InlineData(61, 7)]
    [InlineData(10_000, 1_000)]
    [InlineData(60_000, 1_000)]
    public void A_tenth_is_held_out_and_a_thousand_at_most(int images, int held) => Assert.Equal(held, HeldOut.Of(images));

    [Fact]
    public void No_image_is_in_both_parts_and_none_is_lost()
    {
        var images = Toy.Images(40);

        var (trained, held) = HeldOut.Part(images, seed: 3);
        var again = HeldOut.Part(images, seed: 3).Held;
        var other = HeldOut.Part(images, seed: 4).Held;

        var parts = Enumerable.Range(0, 36).Select(i => Key(trained, i)).Concat(Enumerable.Range(0, 4).Select(i => Key(held, i)));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => Key(images, i)).Order(), parts.Order());
        Assert.Equal(held.Pixels, again.Pixels);
        Assert.NotEqual(held.Pixels, other.Pixels);

        static string Key(Espalier.Data.ImageSet set, int index) => Convert.ToHexString(set.Image(index)) + set.Labels[index];
    }

    [Fact]
    public void A_single_image_is_the_callers_fault()
    {
        var fault = Assert.Throws<InvalidInputException>(() => HeldOut.Part(Toy.Images(1), seed: 3));

        Assert.Contains("keep the last epoch", fault.Message, StringComparison.Ordinal);
    }
}
