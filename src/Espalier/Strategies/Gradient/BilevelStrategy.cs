using Espalier.Data;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The frame of bi-level searches: an Adam step on the architecture, then an SGD step on the weights (DARTS, algorithm 1). A method
/// says what the architecture's gradient is, and may change the images that the weights are trained on.
/// </summary>
public abstract class BilevelStrategy : GradientStrategy
{
    private readonly GradientContext context;
    private readonly BilevelOptions options;
    private readonly Parameter[] weights;
    private readonly SGD weightOptimizer;
    private readonly Adam architectureOptimizer;
    private int epoch;

    /// <summary>A search over a supernet.</summary>
    protected BilevelStrategy(GradientContext context, BilevelOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options) = (context, options);
        weights = [.. context.Supernet.parameters()];
        weightOptimizer = optim.SGD(weights, options.WeightRate, options.Momentum, weight_decay: options.WeightDecay);
        architectureOptimizer = optim.Adam(
            context.Supernet.Architecture, options.ArchitectureRate, 0.5, 0.999, weight_decay: options.ArchitectureDecay);
        Hypergradient = new Hypergradient(context.Supernet, weightOptimizer, options);
        Generator = new Generator(SeededRandom.Derive(context.Seed, "strategy"));
    }

    /// <summary>The shared weights.</summary>
    protected Supernet Supernet => context.Supernet;

    /// <summary>Where the method draws from; part of the checkpoint.</summary>
    protected Generator Generator { get; }

    private protected Hypergradient Hypergradient { get; }

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        this.epoch = epoch;
        var fraction = (1 + Math.Cos(Math.PI * epoch / context.Epochs)) / 2;
        weightOptimizer.LearningRate = options.WeightRateEnd + ((options.WeightRate - options.WeightRateEnd) * fraction);
    }

    /// <inheritdoc/>
    public override StepReport Step(Batch train, Batch validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        using var scope = NewDisposeScope();
        Supernet.train();
        var report = epoch < options.WarmUp ? new StepReport() : ArchitectureStep(train, validation);
        return report.Diverged is null ? WeightStep(train, report) : report;
    }

    /// <inheritdoc/>
    public override Genotype Derive() => Supernet.Derive();

    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Mixture() => Supernet.Mixture();

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Entropies() => [.. Mixture().Select(rows =>
        Enumerable.Range(0, rows.GetLength(0)).Select(edge =>
            -Enumerable.Range(0, rows.GetLength(1)).Select(column => rows[edge, column]).Where(p => p > 0).Sum(p => p * Math.Log(p))).ToArray())];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Capture()
    {
        var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Add("supernet", Supernet.state_dict());
        Add("architecture", Supernet.Architecture.Select((logits, i) => KeyValuePair.Create(i.ToString(), (Tensor)logits)));
        Add("weight-optimizer", weightOptimizer.state_dict());
        Add("architecture-optimizer", architectureOptimizer.state_dict());
        state.Add("generator", Generator.get_state());
        return state;

        void Add(string group, IEnumerable<KeyValuePair<string, Tensor>> tensors)
        {
            foreach (var (name, value) in tensors)
            {
                state.Add($"{group}/{name}", value);
            }
        }
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        Supernet.load_state_dict(Group("supernet"));
        var architecture = Group("architecture");
        for (var i = 0; i < Supernet.Architecture.Count; i++)
        {
            Supernet.Architecture[i].copy_(architecture[i.ToString()]);
        }

        weightOptimizer.load_state_dict(Group("weight-optimizer"), 0, weightOptimizer.LearningRate);
        architectureOptimizer.load_state_dict(Group("architecture-optimizer"), 0, architectureOptimizer.LearningRate);
        Generator.set_state(state["generator"]);

        Dictionary<string, Tensor> Group(string group) => state
            .Where(pair => pair.Key.StartsWith(group + "/", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[(group.Length + 1)..], pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>Computes the gradient of the architecture.</summary>
    /// <param name="train">The batch that weights are unrolled on.</param>
    /// <param name="validation">The batch that the architecture is judged on.</param>
    /// <returns>One gradient per architecture tensor, and what was seen.</returns>
    private protected abstract (IReadOnlyList<Tensor> Gradient, StepReport Report) ArchitectureGradient(Batch train, Batch validation);

    /// <summary>The images that the weights are trained on, one weight step each: the batch itself, unless a method perturbs it.</summary>
    /// <remarks>One that requires a gradient finds it in its <c>grad</c> when the next is asked for.</remarks>
    private protected virtual IEnumerable<Tensor> Inputs(Batch train) => [train.Images];

    /// <summary>The mean cross-entropy of the supernet on images.</summary>
    private protected Tensor Loss(Tensor images, Tensor labels) => functional.cross_entropy(Supernet.call(images), labels);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            weightOptimizer.Dispose();
            architectureOptimizer.Dispose();
            Generator.Dispose();
        }
    }

    private StepReport ArchitectureStep(Batch train, Batch validation)
    {
        using var scope = NewDisposeScope();
        using var frozen = new FrozenStatistics(Supernet);
        var (gradient, report) = ArchitectureGradient(train, validation);
        if (report.Diverged is not null || !gradient.All(part => part.isfinite().all().ToInt64() != 0))
        {
            return report with { Diverged = report.Diverged ?? "the architecture's gradient is not finite" };
        }

        for (var i = 0; i < gradient.Count; i++)
        {
            Supernet.Architecture[i].grad = gradient[i];
        }

        architectureOptimizer.step();
        architectureOptimizer.zero_grad();
        return report;
    }

    private StepReport WeightStep(Batch train, StepReport report)
    {
        using var inputs = Inputs(train).GetEnumerator();
        while (report.Diverged is null && Advance(inputs))
        {
            using var scope = NewDisposeScope();
            var input = inputs.Current;
            var logits = Supernet.call(input);
            var loss = functional.cross_entropy(logits, train.Labels);
            report = report with { TrainLoss = loss.ToDouble(), TrainAccuracy = Accuracy(logits, train.Labels) };
            if (!double.IsFinite(report.TrainLoss))
            {
                return report with { Diverged = $"the training loss is {report.TrainLoss}" };
            }

            var gradients = autograd.grad([loss], input.requires_grad ? [.. weights, input] : weights);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i].grad = gradients[i];
            }

            if (input.requires_grad)
            {
                input.grad = gradients[^1];
            }

            var norm = utils.clip_grad_norm_(weights, options.Clip);
            if (double.IsFinite(norm))
            {
                weightOptimizer.step();
            }
            else
            {
                report = report with { Diverged = $"the norm of the weights' gradient is {norm}" };
            }

            weightOptimizer.zero_grad();
        }

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
