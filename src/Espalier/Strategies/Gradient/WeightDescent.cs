using Espalier.Attacks;
using Espalier.Data;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The lower level of a search: SGD on the shared weights, on the batch or on adversarial images made of it, at a rate that falls over
/// the epochs.
/// </summary>
internal sealed class WeightDescent : IDisposable
{
    private readonly GradientContext context;
    private readonly WeightOptions options;
    private readonly Generator generator;
    private readonly Parameter[] weights;
    private readonly TrainingPerturbation lower;

    /// <summary>The weights of a context's supernet.</summary>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    internal WeightDescent(GradientContext context, WeightOptions options, Generator generator)
    {
        (this.context, this.options, this.generator) = (context, options, generator);
        weights = [.. context.Supernet.parameters()];
        Optimizer = optim.SGD(weights, options.WeightRate, options.Momentum, weight_decay: options.WeightDecay);
        lower = PerturbationCatalog.Create(options.Lower, new AttackSettings { Epsilon = context.Epsilon });
    }

    /// <summary>What steps.</summary>
    internal SGD Optimizer { get; }

    private Supernet Supernet => context.Supernet;

    /// <summary>
    /// Sets the rate of an epoch, counted from 0. Epochs after those of the search, in which a method still chooses, go from a tenth of
    /// the first rate to the last one (DARTS-PT).
    /// </summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="after">How many there are after those of the search.</param>
    internal void BeginEpoch(int epoch, int after = 0)
    {
        var (first, progress) = epoch < context.Epochs
            ? (options.WeightRate, epoch / (double)context.Epochs)
            : (Math.Max(options.WeightRate / 10, options.WeightRateEnd), (epoch - context.Epochs) / (double)after);
        Optimizer.LearningRate =
            options.WeightRateEnd + ((first - options.WeightRateEnd) * CosinePower.Share(progress, options.AnnealingPower));
    }

    /// <summary>Steps on a batch, once for each input that the perturbation makes of it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="report">What is known of the step; the loss is added.</param>
    /// <param name="forward">Logits of images.</param>
    internal StepReport Step(Batch batch, StepReport report, Module<Tensor, Tensor> forward)
    {
        // An input that requires a gradient finds it in its grad when the next is asked for.
        using var inputs = lower.Replays(forward, batch.Images, batch.Labels, generator).GetEnumerator();
        while (report.Diverged is null && Advance(inputs))
        {
            using var scope = NewDisposeScope();
            report = Step(inputs.Current, batch.Labels, report, forward);
        }

        return report;
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    private StepReport Step(Tensor input, Tensor labels, StepReport report, Module<Tensor, Tensor> forward)
    {
        var logits = forward.call(input);
        var loss = functional.cross_entropy(logits, labels);
        report = report with { TrainLoss = loss.ToDouble(), TrainAccuracy = Accuracy(logits, labels) };
        if (!double.IsFinite(report.TrainLoss))
        {
            return report with { Diverged = $"the training loss is {report.TrainLoss}" };
        }

        var gradients = autograd.grad([loss], input.requires_grad ? [.. weights, input] : weights, allow_unused: true);
        for (var i = 0; i < weights.Length; i++)
        {
            // What a drawn path leaves out still decays and still rolls on.
            weights[i].grad = gradients[i] ?? weights[i].zeros_like();
        }

        if (input.requires_grad)
        {
            input.grad = gradients[^1];
        }

        var norm = utils.clip_grad_norm_(weights, options.Clip);
        if (double.IsFinite(norm))
        {
            Optimizer.step();
        }
        else
        {
            report = report with { Diverged = $"the norm of the weights' gradient is {norm}" };
        }

        Optimizer.zero_grad();
        return report;
    }

    /// <summary>Making an input may take passes of its own, which must not change the running statistics.</summary>
    private bool Advance(IEnumerator<Tensor> inputs)
    {
        using var frozen = new FrozenStatistics(Supernet);
        return inputs.MoveNext();
    }

    private static double Accuracy(Tensor logits, Tensor labels)
    {
        using var unrecorded = no_grad();
        return logits.argmax(1).eq(labels).to(ScalarType.Float64).mean().ToDouble();
    }
}
