using Espalier.Balancing;

namespace Espalier.Tests.Balancing;

public sealed class MgdaTests
{
    private static readonly MgdaOptions KeepAll = new() { SatisfiedObjectives = SatisfiedObjectives.Keep };

    [Fact]
    public void From_outside_the_front_it_stops_at_the_nearest_pareto_point()
    {
        // Approaching 1 from above; the gradient never reaches zero exactly within these steps.
        Assert.Equal(1, Descend(new Mgda(), 3, 100), 1e-8);
        Assert.Equal(-1, Descend(new Mgda(), -3, 100), 1e-8);

        // Once it does, keeping the finished objective holds the point for good.
        Assert.Equal(1, Descend(new Mgda(KeepAll), 3, 5000), 1e-12);
    }

    [Fact]
    public void On_the_front_it_does_not_move() => Assert.Equal(0.2, Descend(new Mgda(), 0.2, 100), 1e-12);

    [Fact]
    public void A_weighted_sum_fails_both()
    {
        Assert.Equal(0, Descend(new WeightedSum(), 3, 100), 1e-6);
        Assert.Equal(0, Descend(new WeightedSum(), 0.2, 100), 1e-6);
    }

    [Theory]
    [InlineData(GradientNormalisation.None)]
    [InlineData(GradientNormalisation.L2)]
    [InlineData(GradientNormalisation.Loss)]
    [InlineData(GradientNormalisation.LossPlus)]
    public void The_factors_give_a_common_descent_direction_under_every_normalisation(GradientNormalisation normalisation)
    {
        var mgda = new Mgda(new MgdaOptions { Normalisation = normalisation });
        var random = new SeededRandom(SeededRandom.Derive(5, "normalised", (int)normalisation));
        for (var round = 0; round < 300; round++)
        {
            var count = random.Next(2, 6);
            var gradients = Gradients.Random(random, count, 1 + random.Next(200));
            double[] losses = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, random.Next(-3, 4)) * (random.NextDouble() - 0.3))];

            var weighed = mgda.Weigh(Gradients.Gram(gradients), losses);

            Assert.Equal(1, weighed.Gamma.Sum(), 12);
            for (var index = 0; index < count; index++)
            {
                var scale = GradientScale.Of(normalisation, Gradients.Dot(gradients[index], gradients[index]), losses[index]);
                var normalised = Array.ConvertAll(gradients[index], entry => entry / scale);
                Assert.True(Gradients.Descends(weighed.Factors, gradients, normalised), $"round {round}, objective {index}");
            }
        }
    }

    [Fact]
    public void Unit_length_makes_two_weights_equal()
    {
        var random = new SeededRandom(6);
        var mgda = new Mgda(new MgdaOptions { Normalisation = GradientNormalisation.L2 });
        for (var round = 0; round < 100; round++)
        {
            var gradients = Gradients.Random(random, 2, 10);

            var weighed = mgda.Weigh(Gradients.Gram(gradients), [3, 1e6]);

            Assert.Equal(0.5, weighed.Gamma[0], 9);
            Assert.Equal(0.5 / Math.Sqrt(Gradients.Dot(gradients[0], gradients[0])), weighed.Factors[0], 1e-6 * weighed.Factors[0]);
        }
    }

    [Fact]
    public void Weights_on_raw_losses_are_the_simplex_weights_themselves()
    {
        double[,] gram = { { 4, 0 }, { 0, 1 } };
        double[] losses = [2, 8];
        var options = new MgdaOptions { Normalisation = GradientNormalisation.Loss };

        var normalised = new Mgda(options).Weigh(gram, losses);
        var raw = new Mgda(options with { ApplyTo = WeightTarget.Raw }).Weigh(gram, losses);

        // Divided by their losses the squared norms are 1 and 1/64.
        Assert.Equal([1.0 / 65, 64.0 / 65], normalised.Gamma);
        Assert.Equal([1.0 / 130, 8.0 / 65], normalised.Factors);
        Assert.Equal(normalised.Gamma, raw.Factors);
    }

    [Fact]
    public void A_satisfied_objective_leaves_the_hull_or_takes_it_all()
    {
        var gram = Gradients.Gram([3, 0], [0, 0], [0, 1]);

        var dropped = new Mgda().Weigh(gram, [1, 1, 1]);
        var kept = new Mgda(KeepAll).Weigh(gram, [1, 1, 1]);
        var pair = new Mgda().Weigh(Gradients.Gram([3, 0], [0, 0]), [1, 1]);

        Assert.Equal(0.1, dropped.Gamma[0], 12);
        Assert.Equal(0, dropped.Gamma[1]);
        Assert.Equal(0.9, dropped.Gamma[2], 12);
        Assert.Equal(dropped.Gamma, dropped.Factors);
        Assert.Equal([0, 1, 0], kept.Gamma);
        Assert.Equal([1, 0], pair.Factors);
    }

    [Theory]
    [InlineData(GradientNormalisation.None)]
    [InlineData(GradientNormalisation.LossPlus)]
    public void When_all_are_satisfied_the_weights_are_equal(GradientNormalisation normalisation)
    {
        var weighed = new Mgda(new MgdaOptions { Normalisation = normalisation }).Weigh(new double[2, 2], [0, 0]);

        Assert.Equal([0.5, 0.5], weighed.Gamma);
        Assert.Equal([0.5, 0.5], weighed.Factors);
    }

    [Fact]
    public void The_ends_of_the_segment_are_exact_or_the_authors()
    {
        var parallel = Gradients.Gram([1, 1], [2, 2]);
        var reversed = Gradients.Gram([2, 2], [1, 1]);
        var inner = Gradients.Gram([2, 0], [0, 1]);
        var clamped = new MgdaOptions { Clamp = WeightClamp.Authors };

        Assert.Equal([1, 0], new Mgda().Weigh(parallel, [1, 1]).Gamma);
        Assert.Equal([0, 1], new Mgda().Weigh(reversed, [1, 1]).Gamma);
        Assert.Equal(0.999, new Mgda(clamped).Weigh(parallel, [1, 1]).Gamma[0], 12);
        Assert.Equal(0.001, new Mgda(clamped).Weigh(reversed, [1, 1]).Gamma[0], 12);
        Assert.Equal([0.2, 0.8], new Mgda(clamped).Weigh(inner, [1, 1]).Gamma);
        Assert.Equal(0.999, new Mgda(clamped).Weigh(Gradients.Gram([1, 1], [1, 1]), [1, 1]).Gamma[0], 12);
    }

    [Fact]
    public void The_authors_choices_starve_the_loss_when_the_bound_is_satisfied()
    {
        var weighed = new Mgda(MgdaOptions.Authors).Weigh(Gradients.Gram([3, 4], [0, 0]), [2, 1]);

        Assert.Equal(0.001, weighed.Factors[0], 12);
        Assert.Equal(0.999, weighed.Factors[1], 12);
    }

    [Fact]
    public void Unsound_arguments_and_options_are_refused()
    {
        var mgda = new Mgda();

        Assert.Throws<ArgumentException>(() => mgda.Weigh(new double[,] { { double.NaN } }, [1]));
        Assert.Throws<ArgumentException>(() => mgda.Weigh(new double[,] { { 1 } }, [double.NaN]));
        Assert.Throws<ArgumentException>(() => mgda.Weigh(new double[,] { { 1 } }, [1, 2]));
        Assert.Throws<ArgumentNullException>(() => new Mgda(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MgdaOptions { Clamp = (WeightClamp)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MgdaOptions() with { Normalisation = (GradientNormalisation)7 });
    }

    /// <summary>The toy of two objectives (a - 1)^2 and (a + 1)^2 with front -1..1, by plain steps of length 0.1.</summary>
    private static double Descend(IBalancer balancer, double a, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            double[][] gradients = [[2 * (a - 1)], [2 * (a + 1)]];
            var weighed = balancer.Weigh(Gradients.Gram(gradients), [(a - 1) * (a - 1), (a + 1) * (a + 1)]);
            a -= 0.1 * Gradients.Combine(weighed.Factors, gradients)[0];
        }

        return a;
    }
}
