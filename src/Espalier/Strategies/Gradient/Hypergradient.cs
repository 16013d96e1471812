using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// Gradients of losses with respect to the architecture through the weights' next step: DARTS, equations 6 to 8, with the
/// finite-difference product. In first order the weights stay as they are and the correction is zero.
/// </summary>
/// <remarks>
/// Every pass asks for just the gradients it uses. The weights come back bit for bit, and batch norms' running statistics and the
/// optimiser's momentum are never touched. The tensors belong to the caller's scope.
/// </remarks>
internal sealed class Hypergradient(Supernet supernet, SGD optimizer, BilevelOptions options) : IArchitectureGradient
{
    private readonly Parameter[] weights = [.. supernet.parameters()];

    /// <summary>
    /// Evaluates objectives at the weights after one step on the training loss (in first order: as they are). Where the balancer is to see
    /// whole hypergradients, each has its correction already, and nothing is left to correct after merging.
    /// </summary>
    public IReadOnlyList<ObjectiveGradient> Evaluate(IReadOnlyList<DataObjective> objectives, Func<Tensor> trainLoss)
    {
        if (options.Order == UnrollOrder.First)
        {
            return [.. objectives.Select(objective => Gradient(objective, []))];
        }

        var seen = AtUnrolled(objectives, trainLoss);
        return options.Balanced == BalancedGradients.Direct
            ? seen
            : [.. seen.Select(gradient => gradient with
            {
                Direct = [.. gradient.Direct.Zip(Correction(gradient.Weights, trainLoss), (direct, rest) => direct + rest)],
                Weights = [],
            })];
    }

    /// <summary>
    /// The second-order part of the gradient for a direction in weight space: minus the rate times the mixed second derivative of the
    /// training loss along it, by a central difference. Zeros where the direction vanishes.
    /// </summary>
    public IReadOnlyList<Tensor> Correction(IReadOnlyList<Tensor> direction, Func<Tensor> trainLoss)
    {
        var norm = direction.Count == 0 ? 0 : Norm(direction);
        if (norm == 0 || !double.IsFinite(norm))
        {
            return [.. supernet.ArchitectureParameters.Select(logits => logits.zeros_like())];
        }

        var radius = options.DifferenceScale / norm;
        using var snapshot = new WeightSnapshot(weights);
        snapshot.Move(direction, radius);
        var ahead = ArchitectureGradient(trainLoss);
        snapshot.Move(direction, -radius);
        var behind = ArchitectureGradient(trainLoss);
        return [.. ahead.Zip(behind, (plus, minus) => (plus - minus) * (-optimizer.LearningRate / (2 * radius)))];
    }

    private ObjectiveGradient[] AtUnrolled(IReadOnlyList<DataObjective> objectives, Func<Tensor> trainLoss)
    {
        var step = UnrolledStep(trainLoss);
        using var snapshot = new WeightSnapshot(weights);
        snapshot.Move(step, -optimizer.LearningRate);
        return [.. objectives.Select(objective => Gradient(objective, weights))];
    }

    /// <summary>What the optimiser would subtract, per unit of rate: mu v + gradient + decay * weight.</summary>
    private List<Tensor> UnrolledStep(Func<Tensor> trainLoss)
    {
        using var inner = NewDisposeScope();
        var gradients = autograd.grad([trainLoss()], weights, allow_unused: true);
        using var unrecorded = no_grad();
        var step = new List<Tensor>();
        for (var i = 0; i < weights.Length; i++)
        {
            // What a mixture leaves out still decays and still rolls on, as in the step itself.
            var direction = (gradients[i] ?? weights[i].zeros_like()).add(weights[i], options.WeightDecay);
            var whole = optimizer.Velocity(i) is { } velocity ? direction.add(velocity, options.Momentum) : direction;
            step.Add(whole.MoveToOuterDisposeScope());
        }

        return step;
    }

    private ObjectiveGradient Gradient(DataObjective objective, Parameter[] through)
    {
        using var inner = NewDisposeScope();
        var loss = objective.Loss();
        var gradients = autograd.grad([loss], [.. supernet.ArchitectureParameters, .. through], allow_unused: through.Length > 0);
        var direct = supernet.ArchitectureParameters.Count;
        return new(
            loss.ToDouble(),
            [.. gradients.Take(direct).Select(gradient => gradient!.MoveToOuterDisposeScope())],
            [.. gradients.Skip(direct).Zip(through, (gradient, weight) => (gradient ?? weight.zeros_like()).MoveToOuterDisposeScope())]);
    }

    private Tensor[] ArchitectureGradient(Func<Tensor> loss)
    {
        using var inner = NewDisposeScope();
        return autograd.grad([loss()], [.. supernet.ArchitectureParameters]).Select(gradient => gradient.MoveToOuterDisposeScope()).ToArray();
    }

    private static double Norm(IEnumerable<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        return stack([.. tensors.Select(tensor => tensor.norm())]).norm().ToDouble();
    }
}
