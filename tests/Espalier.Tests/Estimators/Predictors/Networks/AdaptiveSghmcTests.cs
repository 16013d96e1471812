using Espalier.Estimators.Predictors.Networks;

namespace Espalier.Tests.Estimators.Predictors.Networks;

/// <summary>The posterior of a mean of known noise is normal: its moments must come out.</summary>
public sealed class AdaptiveSghmcTests
{
    [Fact]
    public void It_draws_from_a_normal_posterior()
    {
        const int Count = 20;
        const double Centre = 1.5;
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        using var mean = new Parameter(zeros([64]));
        using var sampler = new AdaptiveSghmc([mean], 0.1, 0.05, Count, generator);
        var (sum, squares, draws) = (0.0, 0.0, 0);
        for (var step = 0; step < 3000; step++)
        {
            using var pass = NewDisposeScope();

            // Minus the logarithm of the posterior by Count, for 64 means at once: deviation 1 / sqrt(Count) = 0.224 each.
            mean.grad = null;
            ((mean - Centre).square().sum() * 0.5).backward();
            sampler.Step(adapts: step < 500);
            if (step >= 1000)
            {
                (sum, squares, draws) = (sum + mean.mean().ToDouble(), squares + (mean - Centre).square().mean().ToDouble(), draws + 1);
            }
        }

        Assert.Equal(Centre, sum / draws, 0.05);
        Assert.Equal(1.0 / Count, squares / draws, 0.02);
    }
}
