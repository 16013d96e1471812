using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class HypergradientTests
{
    private static readonly DartsOptions Plain = new() { Momentum = 0, WeightDecay = 0 };

    // a = w = 2 / (1 + 2 xi); any error of sign or factor in the second-order part ends elsewhere.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.25, 4.0 / 3)]
    [InlineData(0.5, 1)]
    [InlineData(0.7, 2 / 2.4)]
    public void The_published_example_comes_to_rest_at_its_closed_form(double xi, double expected)
    {
        using var game = Played(Plain, xi);

        Assert.Equal(expected, game.A.ToDouble(), 1e-3);
        Assert.Equal(expected, game.W.ToDouble(), 1e-3);
    }

    [Fact]
    public void First_order_comes_to_rest_where_the_rate_of_the_unrolled_step_is_zero()
    {
        using var game = Played(Plain with { Order = UnrollOrder.First }, 0.7);

        Assert.Equal(2, game.A.ToDouble(), 1e-3);
    }

    [Fact]
    public void The_difference_is_exact_on_a_quadratic()
    {
        using var scope = NewDisposeScope();
        using var game = new ScalarGame(2, -2);
        using var optimizer = optim.SGD(game.parameters(), 0.25);

        // d2 L_train / da dw = -2, so the correction for a direction v is 2 xi v.
        var correction = new Hypergradient(game, optimizer, Plain).Correction([tensor(1.7f)], game.TrainLoss);

        Assert.Equal(2 * 0.25 * 1.7, correction[0].ToDouble(), 1e-3);
    }

    [Fact]
    public void A_direction_that_vanishes_or_is_not_finite_needs_no_correction()
    {
        using var scope = NewDisposeScope();
        using var game = new ScalarGame(2, -2);
        using var optimizer = optim.SGD(game.parameters(), 0.25);
        var hypergradient = new Hypergradient(game, optimizer, Plain);

        Assert.Equal(0, hypergradient.Correction([tensor(0f)], game.TrainLoss)[0].ToDouble());
        Assert.Equal(0, hypergradient.Correction([tensor(float.NaN)], game.TrainLoss)[0].ToDouble());
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void It_agrees_with_differentiating_twice(double scale)
    {
        using var scope = NewDisposeScope();
        using var problem = new SmoothProblem();
        var options = new DartsOptions { Momentum = 0.9, WeightDecay = 0.01, DifferenceScale = scale };

        var (found, exact, direct) = problem.Hypergradients(options);

        Assert.True(Distance(found, exact) < 1e-3, $"{Distance(found, exact)} off");
        Assert.True(Distance(direct, exact) > 1e-2, "the correction is too small here for the comparison to say anything");
    }

    [Fact]
    public void Its_error_falls_with_the_square_of_the_radius()
    {
        using var scope = NewDisposeScope();
        using var problem = new SmoothProblem();

        var (coarse, exact, _) = problem.Hypergradients(new DartsOptions { DifferenceScale = 0.3 });
        var (fine, _, _) = problem.Hypergradients(new DartsOptions { DifferenceScale = 0.03 });

        Assert.InRange(Distance(coarse, exact) / Distance(fine, exact), 80, 120);
    }

    [Fact]
    public void The_weights_are_put_back_even_when_a_loss_throws()
    {
        using var scope = NewDisposeScope();
        using var game = new ScalarGame(2, -2);
        using var optimizer = optim.SGD(game.parameters(), 0.25);
        var hypergradient = new Hypergradient(game, optimizer, Plain);
        var objective = new DataObjective("broken", () => throw new TimeoutException());

        Assert.Throws<TimeoutException>(() => hypergradient.Evaluate([objective], game.TrainLoss));
        Assert.Equal(-2, game.W.ToDouble());
        Assert.Throws<TimeoutException>(() => hypergradient.Correction([tensor(1f)], objective.Loss));
        Assert.Equal(-2, game.W.ToDouble());
    }

    /// <summary>Plays the example: gradient steps on a by the hypergradient, and on w by its own gradient.</summary>
    private static ScalarGame Played(DartsOptions options, double xi)
    {
        var game = new ScalarGame(2, -2);
        using var optimizer = optim.SGD(game.parameters(), xi);
        var hypergradient = new Hypergradient(game, optimizer, options);
        for (var i = 0; i < 300; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.LearningRate = xi;
            var seen = hypergradient.Evaluate([new DataObjective("validation", game.ValidationLoss)], game.TrainLoss)[0];
            var correction = hypergradient.Correction(seen.Weights, game.TrainLoss)[0];
            using (no_grad())
            {
                game.A.add_(seen.Direct[0] + correction, -0.1);
            }

            optimizer.LearningRate = 0.2;
            game.W.grad = autograd.grad([game.TrainLoss()], [game.W])[0];
            optimizer.step();
            optimizer.zero_grad();
        }

        return game;
    }

    private static double Distance(Tensor found, Tensor exact) => (found - exact).norm().ToDouble() / exact.norm().ToDouble();

    /// <summary>A smooth supernet after some weight steps, with the batches to judge it.</summary>
    private sealed class SmoothProblem : IDisposable
    {
        private const double Rate = 0.5;
        private readonly SmoothSupernet supernet;
        private readonly (Tensor Input, Tensor Labels) train;
        private readonly (Tensor Input, Tensor Labels) validation;
        private readonly Generator generator = new(9);

        internal SmoothProblem()
        {
            supernet = new SmoothSupernet(generator);
            (train, validation) = (Draw(), Draw());

            (Tensor, Tensor) Draw() => (randn([6, 4], ScalarType.Float64, generator: generator), randint(3, [6], generator: generator));
        }

        /// <summary>Ours, the exact one, and its direct part, each as one vector.</summary>
        internal (Tensor Found, Tensor Exact, Tensor Direct) Hypergradients(DartsOptions options)
        {
            Parameter[] weights = [.. supernet.parameters()];
            using var optimizer = optim.SGD(weights, Rate, options.Momentum, weight_decay: options.WeightDecay);
            Array.ForEach(weights, weight => weight.grad = weight.detach() * 0.1);
            optimizer.LearningRate = 0;
            optimizer.step();
            optimizer.LearningRate = Rate;

            var hypergradient = new Hypergradient(supernet, optimizer, options);
            var seen = hypergradient.Evaluate([new DataObjective("validation", () => Loss(validation, weights))], TrainLoss)[0];
            var correction = hypergradient.Correction(seen.Weights, TrainLoss);

            var slopes = autograd.grad([TrainLoss()], weights, create_graph: true);
            var moved = weights.Select((weight, i) =>
                weight - ((slopes[i] + (weight * options.WeightDecay) + (optimizer.Velocity(i)! * options.Momentum)) * Rate));
            var exact = autograd.grad([Loss(validation, [.. moved])], [.. supernet.Architecture]);
            return (Flat(seen.Direct.Zip(correction, (direct, rest) => direct + rest)), Flat(exact), Flat(seen.Direct));

            Tensor TrainLoss() => Loss(train, weights);
        }

        public void Dispose()
        {
            supernet.Dispose();
            generator.Dispose();
        }

        private Tensor Loss((Tensor Input, Tensor Labels) batch, IReadOnlyList<Tensor> weights) =>
            functional.cross_entropy(SmoothSupernet.Logits(batch.Input, supernet.Relax(), weights), batch.Labels);

        private static Tensor Flat(IEnumerable<Tensor> parts) => cat([.. parts.Select(part => part.flatten())]);
    }
}
