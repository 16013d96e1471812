using Espalier.Attacks;
using Espalier.Data;
using Espalier.Spaces;

namespace Espalier.Training;

/// <summary>One batch: perturb, forward, backward, clip, descend.</summary>
internal sealed class TrainingStep(Network network, optim.Optimizer optimizer, TrainingRecipe recipe, Generator perturbationGenerator)
{
    private readonly TrainingPerturbation perturbation = recipe.CreatePerturbation();
    private readonly Parameter[] parameters = [.. network.parameters()];

    /// <summary>Takes the step, of several replays where the perturbation has such; none of its tensors outlives it.</summary>
    /// <returns>Loss and hits of the last replay.</returns>
    internal StepResult Take(Batch batch)
    {
        using var scope = NewDisposeScope();
        var result = new StepResult(0, 0, null);
        foreach (var input in perturbation.Replays(network, batch.Images, batch.Labels, perturbationGenerator))
        {
            result = Descend(input, batch);
            if (result.Fault is not null)
            {
                break;
            }
        }

        // Gradients are as large as the weights: nobody needs them between two steps.
        optimizer.zero_grad();
        return result;
    }

    private StepResult Descend(Tensor input, Batch batch)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var (logits, auxiliary) = network.ForwardWithAuxiliary(perturbation.ComparesWithClean ? batch.Images : input);
        var loss = Loss(logits, batch.Labels);
        if (auxiliary is not null && recipe.AuxiliaryWeight > 0)
        {
            loss = loss.add(Loss(auxiliary, batch.Labels), recipe.AuxiliaryWeight);
        }

        if (perturbation.ComparesWithClean)
        {
            var moved = network.call(input);
            loss = loss.add(ConsistencyLoss.Of(logits, moved), recipe.TradesBeta);
            logits = moved;
        }

        var value = loss.ToDouble();
        if (!double.IsFinite(value))
        {
            return new StepResult(value, 0, $"the loss is {value}");
        }

        loss.backward();
        var norm = utils.clip_grad_norm_(parameters, recipe.GradientClip > 0 ? recipe.GradientClip : double.PositiveInfinity);
        if (!double.IsFinite(norm))
        {
            return new StepResult(value, 0, $"the norm of the gradient is {norm}");
        }

        optimizer.step();
        return new StepResult(value, (int)logits.argmax(1).eq(batch.Labels).sum().ToInt64(), null);
    }

    private Tensor Loss(Tensor logits, Tensor labels) => functional.cross_entropy(logits, labels, label_smoothing: recipe.LabelSmoothing);
}

/// <summary>What a step gave.</summary>
/// <param name="Loss">Mean loss over the batch.</param>
/// <param name="Correct">Images classified rightly.</param>
/// <param name="Fault">Why no step could be taken, or null.</param>
internal readonly record struct StepResult(double Loss, int Correct, string? Fault);
