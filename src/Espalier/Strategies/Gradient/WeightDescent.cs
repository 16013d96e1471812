using Espalier.Attacks;
using Espalier.Data;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The lower level of a search: SGD on the shared weights, on the batch or on adversarial images made of it, perhaps beside teachers, at a
/// rate that falls over the epochs.
/// </summary>
internal sealed class WeightDescent : ILowerLevel
{
    private readonly GradientContext context;
    private readonly WeightOptions options;
    private readonly Generator generator;
    private readonly Parameter[] weights;
    private readonly TrainingPerturbation lower;
    private readonly Coupling? coupling;
    private readonly SelfDistillation? teaching;

    /// <summary>The weights of a context's supernet.</summary>
    /// <param name="context">The search.</param>
    /// <param name="options">How they are trained.</param>
    /// <param name="generator">Draws what perturbations need.</param>
    /// <param name="coupling">What ties them to other weights, and how much their own loss counts beside that; null: the loss alone.</param>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    internal WeightDescent(GradientContext context, WeightOptions options, Generator generator, Coupling? coupling = null)
    {
        (this.context, this.options, this.generator, this.coupling) = (context, options, generator, coupling);
        weights = [.. context.Supernet.parameters()];
        Optimizer = optim.SGD(weights, options.WeightRate, options.Momentum, weight_decay: options.WeightDecay);
        lower = PerturbationCatalog.Create(options.Lower, new AttackSettings { Epsilon = context.Epsilon });
        teaching = options.Teacher == WeightTeacher.Past ? new SelfDistillation(context.Supernet, options) : null;
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
    public void BeginEpoch(int epoch, int after = 0)
    {
        teaching?.BeginEpoch(epoch);
        var (first, progress) = epoch < context.Epochs
            ? (options.WeightRate, epoch / (double)context.Epochs)
            : (Math.Max(options.WeightRate / 10, options.WeightRateEnd), (epoch - context.Epochs) / (double)after);
        Optimizer.LearningRate =
            options.WeightRateEnd + ((first - options.WeightRateEnd) * CosinePower.Share(progress, options.AnnealingPower));
    }

    /// <summary>Steps on the batch for the weights.</summary>
    public StepReport Step(Batch train, Batch validation, StepReport report) => Step(train, report, Supernet);

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
            report = Step(inputs.Current, batch, report, forward);
        }

        teaching?.EndBatch();
        return report;
    }

    /// <inheritdoc/>
    public void Capture(StateGroups state)
    {
        state.Add("weight-optimizer", Optimizer.state_dict());
        if (teaching is not null)
        {
            state.Add("teaching", teaching.Capture());
        }
    }

    /// <inheritdoc/>
    public void Restore(StateGroups state)
    {
        Optimizer.load_state_dict(state.Group("weight-optimizer"), 0, Optimizer.LearningRate);
        teaching?.Restore(state.Group("teaching"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        teaching?.Dispose();
    }

    private StepReport Step(Tensor input, Batch batch, StepReport report, Module<Tensor, Tensor> forward)
    {
        var seen = lower.ComparesWithClean ? batch.Images : input;

        // Before the student's pass, for a past self takes its place in the same network.
        var targets = teaching?.Targets(forward, seen);
        using var held = lower.ComparesWithClean ? new HeldMixture(Supernet) : null;
        var logits = forward.call(seen);
        var moved = lower.ComparesWithClean ? forward.call(input) : logits;
        var loss = functional.cross_entropy(logits, batch.Labels);
        if (lower.ComparesWithClean)
        {
            loss = loss.add(ConsistencyLoss.Of(logits, moved), options.TradesBeta);
        }

        report = report with { TrainLoss = loss.ToDouble(), TrainAccuracy = Accuracy(moved, batch.Labels) };
        if (!double.IsFinite(report.TrainLoss))
        {
            return report with { Diverged = $"the training loss is {report.TrainLoss}" };
        }

        var taught = targets is null ? loss : teaching!.Add(loss, logits, targets);
        var descended = coupling is null ? taught : taught * coupling.Share;
        var gradients = autograd.grad([descended], input.requires_grad ? [.. weights, input] : weights, allow_unused: true);
        for (var i = 0; i < weights.Length; i++)
        {
            // What a drawn path leaves out still decays and still rolls on.
            var gradient = gradients[i] ?? weights[i].zeros_like();
            weights[i].grad = coupling is null ? gradient : coupling.Add(gradient, i);
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
