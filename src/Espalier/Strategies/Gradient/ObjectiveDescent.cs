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
/// Gradients of every objective as the estimator sees them (E2RNAS: at weights unrolled on the CLEAN train loss); the balancer's weights
/// from these; what the estimator adds to the merged ones (the second-order correction).
/// </remarks>
internal sealed class ObjectiveDescent : IDisposable
{
    private readonly Supernet supernet;
    private readonly IArchitectureGradient estimator;
    private readonly string[] objectives;
    private readonly IBalancer balancer;
    private readonly ObjectiveImages images;
    private readonly BoundedCost bound;
    private readonly ExpectedCount? count;
    private readonly double unit;

    /// <summary>The objectives of a search.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    internal ObjectiveDescent(GradientContext context, ObjectiveOptions options, IArchitectureGradient estimator, Generator generator)
    {
        (supernet, this.estimator) = (context.Supernet, estimator);
        objectives = ObjectiveNames.Split(options.Objectives);
        balancer = options.CreateBalancer();
        images = new ObjectiveImages(context, generator);
        bound = options.CreateBound(context);
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
        var evaluated = estimator.Evaluate(losses, TrainLoss);
        var (cost, expected) = count is null ? (null, default(double?)) : Cost(count);
        var seen = objectives.Select(name => Array.FindIndex(losses, loss => loss.Name == name) is >= 0 and var place ? evaluated[place] : cost!)
            .ToArray();
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

        Tensor TrainLoss() => functional.cross_entropy(supernet.call(train.Images), train.Labels);

        IReadOnlyList<Tensor> Merge(ObjectiveGradient[] gradients, IReadOnlyList<double> factors)
        {
            var direct = Combine(gradients, factors, gradient => gradient.Direct);
            var moving = gradients.Zip(factors).Where(pair => pair.First.Weights.Count > 0 && pair.Second != 0).ToArray();
            return moving.Length == 0
                ? direct
                : Sum(direct, estimator.Correction(
                    Combine([.. moving.Select(pair => pair.First)], [.. moving.Select(pair => pair.Second)], gradient => gradient.Weights),
                    TrainLoss));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => count?.Dispose();

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

    private DataObjective LossOf(string name, Batch validation) => new(
        name, () => ObjectiveImages.Loss(name, supernet.call(images.Of(name, supernet, validation)), validation.Labels));

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
