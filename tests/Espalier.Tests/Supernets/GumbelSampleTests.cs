using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class GumbelSampleTests
{
    [Fact]
    public void Operations_are_drawn_as_often_as_the_softmax_says_whatever_the_temperature()
    {
        const int draws = 4000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var logits = tensor([0f, 1f, 2f, -1f], [1, 4]);
        var expected = logits.softmax(-1).data<float>().ToArray();
        foreach (var temperature in new[] { 10.0, 0.1 })
        {
            var sample = new GumbelSample(generator) { Temperature = temperature };
            var counts = new double[4];
            for (var draw = 0; draw < draws; draw++)
            {
                using var inner = NewDisposeScope();
                var row = sample.Mix([logits])[0].data<float>().ToArray();
                Assert.Equal(3, row.Count(share => share == 0));
                counts[Array.FindIndex(row, share => share != 0)]++;
                Assert.Equal(1, row.Sum(), 5);
            }

            // Four standard deviations of a binomial count.
            Assert.All(counts.Zip(expected), pair =>
                Assert.InRange(pair.First, (draws * pair.Second) - Wide(pair.Second), (draws * pair.Second) + Wide(pair.Second)));
        }

        static double Wide(double p) => 4 * Math.Sqrt(draws * p * (1 - p));
    }

    [Fact]
    public void The_gradient_is_that_of_the_softmax_at_the_temperature()
    {
        using var scope = NewDisposeScope();
        var weights = tensor([1.0, -2.0, 0.5], [1, 3]);
        var logits = tensor([0.3, -0.2, 0.4], [1, 3]).requires_grad_();
        foreach (var temperature in new[] { 2.0, 0.5 })
        {
            using var one = new Generator(7);
            using var same = new Generator(7);
            var found = autograd.grad([(new GumbelSample(one) { Temperature = temperature }.Mix([logits])[0] * weights).sum()], [logits])[0];
            var noise = ((rand([1, 3], generator: same) + 1e-20).log().neg() + 1e-20).log().neg();
            var soft = ((logits.log_softmax(-1) + noise) / temperature).softmax(-1);

            Assert.True(allclose(found, autograd.grad([(soft * weights).sum()], [logits])[0], 1e-6, 1e-9));
        }
    }

    [Fact]
    public void A_temperature_is_above_zero()
    {
        using var generator = new Generator(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GumbelSample(generator) { Temperature = 0 });
    }
}
