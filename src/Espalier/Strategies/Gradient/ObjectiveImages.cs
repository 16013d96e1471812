using Espalier.Attacks;
using Espalier.Corruptions;
using Espalier.Data;

namespace Espalier.Strategies.Gradient;

/// <summary>The images behind a search's objectives, made of a validation batch or beside it.</summary>
/// <param name="context">The search.</param>
/// <param name="generator">Every draw comes from it; it is part of the search's checkpoint.</param>
internal sealed class ObjectiveImages(GradientContext context, Generator generator)
{
    private readonly FgsmRsPerturbation attack = new(new AttackSettings { Epsilon = context.Epsilon });

    /// <summary>The images that an objective is about, in the caller's scope.</summary>
    /// <param name="objective">Its name.</param>
    /// <param name="model">Who is attacked.</param>
    /// <param name="validation">The batch.</param>
    internal Tensor Of(string objective, Module<Tensor, Tensor> model, Batch validation) => objective switch
    {
        ObjectiveNames.Robustness => attack.Replays(model, validation.Images, validation.Labels, generator).Select(images => images.clone()).First(),
        ObjectiveNames.Corruptions => CorruptedBatch.Of(validation.Images, CorruptionCatalog.ForSearch, Seed()),
        ObjectiveNames.Ood => Outliers(validation.Images.shape),
        _ => validation.Images,
    };

    /// <summary>The loss of an objective on its images, a scalar in the caller's scope.</summary>
    /// <param name="objective">Its name.</param>
    /// <param name="logits">What the model says of the images of <see cref="Of"/>.</param>
    /// <param name="labels">Those of the validation batch.</param>
    internal static Tensor Loss(string objective, Tensor logits, Tensor labels) =>
        objective == ObjectiveNames.Ood ? FromEven(logits) : functional.cross_entropy(logits, labels);

    /// <summary>The mean of KL(uniform || prediction): 0 where every class is as likely, in nats.</summary>
    /// <param name="logits">[N, classes].</param>
    internal static Tensor FromEven(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return (-logits.log_softmax(-1).mean() - Math.Log(logits.shape[^1])).MoveToOuterDisposeScope();
    }

    private Tensor Outliers(long[] shape)
    {
        using var scope = NewDisposeScope();
        if (context.Outliers is not { } others)
        {
            return rand(shape, generator: generator).contiguous(memory_format.channels_last).MoveToOuterDisposeScope();
        }

        var random = new SeededRandom(Seed());
        var drawn = others.Select([.. Enumerable.Range(0, (int)shape[0]).Select(_ => random.Next(others.Count))]);
        using var batch = BatchLoader.ForEvaluation(drawn, drawn.Count).Epoch(0).Single();
        return batch.Images.clone().MoveToOuterDisposeScope();
    }

    private ulong Seed()
    {
        using var scope = NewDisposeScope();
        return (ulong)randint(long.MaxValue, [1], generator: generator).ToInt64();
    }
}
