using Espalier.Attacks;
using Espalier.Balancing;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The upper level of a bi-level search: the architecture's gradient for one objective or for several, which a balancer merges (E2RNAS,
/// section 3.3). With accuracy alone it is the hypergradient of DARTS.
/// </summary>
/// <remarks>
/// Unroll the weights on the CLEAN train loss; gradients of every objective there; the balancer's weights from the direct gradients;
/// their second-order correction.
/// </remarks>
internal sealed class ObjectiveDescent : IDisposable
{
    private readonly Supernet supernet;
    private readonly BilevelOptions options;
    private readonly Hypergradient hypergradient;
    private readonly Generator generator;
    private readonly string[] objectives;
    private readonly IBalancer balancer;
    private readonly FgsmRsPerturbation judge;
    private readonly BoundedCost bound;
    private readonly ExpectedCount? count;
    private readonly double unit;

    /// <summary>The objectives of a search.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    internal ObjectiveDescent(GradientContext context, BilevelOptions options, Hypergradient hypergradient, Generator generator)
    {
        (supernet, this.options, this.hypergradient, this.generator) = (context.Supernet, options, hypergradient, generator);
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
        judge = new FgsmRsPerturbation(new AttackSettings { Epsilon = context.Epsilon });
        bound = Bound(options, context);
        if (objectives.Contains(ObjectiveNames.Parameters))
        {
            count = new ExpectedCount(supernet.OperationParameters, context.EdgeNodes, options.Count);
            unit = options.Unit ?? UniformCount(count);
        }
    }

    /// <summary>The direction that all objectives descend, one tensor per architecture parameter, in the caller's scope.</summary>
    /// <param name="train">The batch that weights are unrolled on.</param>
    /// <param name="validation">The batch that the architecture is judged on.</param>
    internal (IReadOnlyList<Tensor> Gradient, StepReport Report) Gradient(Batch train, Batch validation)
    {
        var losses = objectives.Where(name => name != ObjectiveNames.Parameters).Select(name => LossOf(name, validation)).ToArray();
        var evaluated = hypergradient.Evaluate(losses, TrainLoss);
        var (cost, expected) = count is null ? (null, default(double?)) : Cost(count);
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

        if (seen.Length == 1)
        {
            return (Merge(seen, [1]), report);
        }

        var weights = balancer.Weigh(gram, [.. seen.Select(gradient => gradient.Value)]);
        report = report with { Gamma = weights.Gamma, Factors = weights.Factors, Gram = [.. gram.Cast<double>()] };
        return (Merge(seen, weights.Factors), report);

        Tensor TrainLoss() => Loss(train.Images, train.Labels);

        // With full hypergradients the correction is in what the balancer sees, and nothing is left to correct after it.
        ObjectiveGradient Seen(string name, int loss) => loss < 0 ? cost!
            : options.Balanced == BalancedGradients.Full && evaluated[loss].Weights.Count > 0
                ? evaluated[loss] with
                {
                    Direct = Sum(evaluated[loss].Direct, hypergradient.Correction(evaluated[loss].Weights, TrainLoss)),
                    Weights = [],
                }
                : evaluated[loss];

        IReadOnlyList<Tensor> Merge(ObjectiveGradient[] gradients, IReadOnlyList<double> factors)
        {
            var direct = Combine(gradients, factors, gradient => gradient.Direct);
            var moving = gradients.Zip(factors).Where(pair => pair.First.Weights.Count > 0 && pair.Second != 0).ToArray();
            return moving.Length == 0
                ? direct
                : Sum(direct, hypergradient.Correction(
                    Combine([.. moving.Select(pair => pair.First)], [.. moving.Select(pair => pair.Second)], gradient => gradient.Weights),
                    TrainLoss));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => count?.Dispose();

    /// <summary>Bounds given as options go before those that the run's limits stand for, of which a mode takes what it needs.</summary>
    private static BoundedCost Bound(BilevelOptions options, GradientContext context)
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

    /// <summary>The mean cross-entropy of the supernet on images.</summary>
    private Tensor Loss(Tensor images, Tensor labels) => functional.cross_entropy(supernet.call(images), labels);

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
            judge.Replays(supernet, validation.Images, validation.Labels, generator).Select(images => images.clone()).First(),
            validation.Labels));

    private (ObjectiveGradient? Gradient, double? Expected) Cost(ExpectedCount count)
    {
        var expected = count.Of(supernet.Presence());
        var (value, slope) = bound.At(expected.ToDouble());
        var gradients = autograd.grad([expected], [.. supernet.ArchitectureParameters]).Select(gradient => gradient * (slope / unit));
        return (new ObjectiveGradient(value / unit, [.. gradients], []), expected.ToDouble());
    }

    private double UniformCount(ExpectedCount count)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return count.Of([.. supernet.Architecture.Select(logits => logits.zeros_like().softmax(-1))]).ToDouble();
    }
}
