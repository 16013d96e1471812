using Espalier.Attacks;
using Espalier.Balancing;
using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Data;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// E2RNAS: weights train on adversarial images below; above, the architecture descends validation loss, bounded parameter count and,
/// if asked, adversarial validation loss at once, in the direction that MGDA finds common to all.
/// </summary>
/// <remarks>
/// <para>
/// A step in the order of the authors' code: unroll the weights on the CLEAN train loss; gradients of every objective there; the
/// balancer's weights from the direct gradients; their second-order correction; Adam on the architecture; the adversarial weight step
/// with the new architecture.
/// </para>
/// <para>
/// Departures from the authors' code, each undone by an option: the count multiplies elementwise (<see cref="E2rnasOptions.Count"/>);
/// a satisfied bound leaves the hull (<see cref="E2rnasOptions.Satisfied"/>); clamped weights are exact (<see cref="E2rnasOptions.Clamp"/>);
/// weights found on scaled gradients multiply scaled gradients (<see cref="E2rnasOptions.ApplyTo"/>); the count is in units of its
/// start (<see cref="E2rnasOptions.Unit"/>). Not undone: passes that make adversarial images, and architecture passes, leave the
/// running statistics of batch norms alone.
/// </para>
/// </remarks>
[Method(
    "e2rnas",
    Paper = "Effective, Efficient and Robust Neural Architecture Search, arXiv 2011.09820",
    Year = 2020,
    Summary = "adversarial weights below; accuracy, parameters and robustness merged by MGDA above")]
public sealed class E2rnas : BilevelStrategy
{
    private readonly E2rnasOptions options;
    private readonly string[] objectives;
    private readonly IBalancer balancer;
    private readonly TrainingPerturbation lower;
    private readonly FgsmRsPerturbation judge;
    private readonly ExpectedCount count;
    private readonly BoundedCost bound;
    private readonly double unit;

    /// <summary>A search over a supernet.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    public E2rnas(GradientContext context, E2rnasOptions options)
        : base(context, options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        objectives = ObjectiveNames.Split(options.Objectives);
        balancer = options.Balance == ObjectiveBalance.Sum
            ? new WeightedSum()
            : new Mgda(new MgdaOptions
            {
                Normalisation = options.Normalisation,
                ApplyTo = options.ApplyTo,
                Clamp = options.Clamp,
                SatisfiedObjectives = options.Satisfied,
            });
        var ball = new AttackSettings { Epsilon = context.Epsilon };
        (lower, judge) = (PerturbationCatalog.Create(options.Lower, ball), new FgsmRsPerturbation(ball));
        bound = Bound(options, context);
        count = new ExpectedCount(Supernet.OperationParameters, context.EdgeNodes, options.Count);
        unit = options.Unit ?? UniformCount();
    }

    private protected override IEnumerable<Tensor> Inputs(Batch train) => lower.Replays(Supernet, train.Images, train.Labels, Generator);

    private protected override (IReadOnlyList<Tensor> Gradient, StepReport Report) ArchitectureGradient(Batch train, Batch validation)
    {
        var losses = objectives.Where(name => name != ObjectiveNames.Parameters).Select(name => LossOf(name, validation)).ToArray();
        var evaluated = Hypergradient.Evaluate(losses, TrainLoss);
        var (cost, expected) = Cost();
        var seen = objectives.Select(name => Seen(name, Array.FindIndex(losses, loss => loss.Name == name))).ToArray();
        var report = new StepReport
        {
            Objectives = objectives.Zip(seen).ToDictionary(pair => pair.First, pair => pair.Second.Value),
            ExpectedParameters = expected,
        };
        var gram = GramOf(seen);
        if (!gram.Cast<double>().All(double.IsFinite) || !seen.All(gradient => double.IsFinite(gradient.Value)))
        {
            return ([], report with { Diverged = "an objective or its gradient is not finite" });
        }

        var weights = balancer.Weigh(gram, [.. seen.Select(gradient => gradient.Value)]);
        report = report with { Gamma = weights.Gamma, Factors = weights.Factors, Gram = [.. gram.Cast<double>()] };
        return (Merge(seen, weights.Factors), report);

        Tensor TrainLoss() => Loss(train.Images, train.Labels);

        // With full hypergradients the correction is in what the balancer sees, and nothing is left to correct after it.
        ObjectiveGradient Seen(string name, int loss) => loss < 0 ? cost
            : options.Balanced == BalancedGradients.Full && evaluated[loss].Weights.Count > 0
                ? evaluated[loss] with
                {
                    Direct = Sum(evaluated[loss].Direct, Hypergradient.Correction(evaluated[loss].Weights, TrainLoss)),
                    Weights = [],
                }
                : evaluated[loss];

        IReadOnlyList<Tensor> Merge(ObjectiveGradient[] gradients, IReadOnlyList<double> factors)
        {
            var direct = Combine(gradients, factors, gradient => gradient.Direct);
            var moving = gradients.Zip(factors).Where(pair => pair.First.Weights.Count > 0 && pair.Second != 0).ToArray();
            return moving.Length == 0
                ? direct
                : Sum(direct, Hypergradient.Correction(
                    Combine([.. moving.Select(pair => pair.First)], [.. moving.Select(pair => pair.Second)], gradient => gradient.Weights),
                    TrainLoss));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            count.Dispose();
        }
    }

    /// <summary>Bounds given as options go before those that the run's limits stand for, of which a mode takes what it needs.</summary>
    private static BoundedCost Bound(E2rnasOptions options, GradientContext context)
    {
        if (options.Floor is not null || options.Ceiling is not null)
        {
            return new BoundedCost(options.Bound ?? Natural(options.Floor, options.Ceiling), options.Floor, options.Ceiling);
        }

        var mode = options.Bound ?? Natural(context.Floor, context.Ceiling);
        return new BoundedCost(
            mode,
            BoundedCost.NeedsLower(mode) ? context.Floor : null,
            BoundedCost.NeedsUpper(mode) ? context.Ceiling : null);

        static BoundMode Natural(double? floor, double? ceiling) => (floor, ceiling) switch
        {
            (null, null) => BoundMode.None,
            (_, null) => BoundMode.Floor,
            (null, _) => BoundMode.Ceiling,
            _ => BoundMode.Band,
        };
    }

    private static Tensor[] Sum(IReadOnlyList<Tensor> left, IReadOnlyList<Tensor> right) =>
        [.. left.Zip(right, (one, other) => one + other)];

    private static Tensor[] Combine(
        ObjectiveGradient[] gradients, IReadOnlyList<double> factors, Func<ObjectiveGradient, IReadOnlyList<Tensor>> part)
    {
        var sums = part(gradients[0]).Select(tensor => tensor * factors[0]).ToArray();
        for (var i = 1; i < gradients.Length; i++)
        {
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j].add_(part(gradients[i])[j], factors[i]);
            }
        }

        return sums;
    }

    private static double[,] GramOf(ObjectiveGradient[] gradients)
    {
        var rows = stack(
            [.. gradients.Select(gradient => cat([.. gradient.Direct.Select(part => part.flatten())]).to(ScalarType.Float64))]);
        var products = rows.matmul(rows.t()).data<double>();
        var gram = new double[gradients.Length, gradients.Length];
        for (var i = 0; i < gram.Length; i++)
        {
            gram[i / gradients.Length, i % gradients.Length] = products[i];
        }

        return gram;
    }

    private DataObjective LossOf(string name, Batch validation) => name == ObjectiveNames.Accuracy
        ? new DataObjective(name, () => Loss(validation.Images, validation.Labels))
        : new DataObjective(name, () => Loss(
            judge.Replays(Supernet, validation.Images, validation.Labels, Generator).Select(images => images.clone()).First(),
            validation.Labels));

    private (ObjectiveGradient Gradient, double Expected) Cost()
    {
        var expected = count.Of(Supernet.Relax());
        var (value, slope) = bound.At(expected.ToDouble());
        var gradients = autograd.grad([expected], [.. Supernet.Architecture]).Select(gradient => gradient * (slope / unit));
        return (new ObjectiveGradient(value / unit, [.. gradients], []), expected.ToDouble());
    }

    private double UniformCount()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return count.Of([.. Supernet.Architecture.Select(logits => logits.zeros_like().softmax(-1))]).ToDouble();
    }
}
