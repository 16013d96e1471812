using Espalier.Data;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The frame of searches that step weights and architecture in turn: an Adam step on the architecture, then an SGD step on the weights
/// (DARTS, algorithm 1), on the batch or on adversarial images made of it. A method says what differs from that.
/// </summary>
public abstract class BilevelStrategy : GradientStrategy
{
    private readonly GradientContext context;
    private readonly ArchitectureOptions options;
    private readonly Adam architectureOptimizer;
    private readonly ILowerLevel lower;
    private readonly bool weightsFirst;
    private readonly ObjectiveDescent upper;
    private readonly Lazy<PerturbationSelection?> selection;
    private int epoch;

    /// <summary>A search over a supernet.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode, or the supernet has another form than the options ask for.</exception>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    protected BilevelStrategy(GradientContext context, BilevelOptions options)
        : this(context, options, generator => SearchLevels.Nested(context, options, generator))
    {
    }

    /// <summary>A search over a supernet with levels of its own.</summary>
    /// <param name="context">The search.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="levels">Makes the levels, which draw from the generator given.</param>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    private protected BilevelStrategy(GradientContext context, ArchitectureOptions options, Func<Generator, SearchLevels> levels)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options) = (context, options);
        RequireForm(((ISupernetOptions)options).Form);
        architectureOptimizer = optim.Adam(
            context.Supernet.ArchitectureParameters, options.ArchitectureRate, 0.5, 0.999, weight_decay: options.ArchitectureDecay);
        Generator = new Generator(SeededRandom.Derive(context.Seed, "strategy"));
        (lower, var estimator, weightsFirst) = levels(Generator);
        upper = new ObjectiveDescent(context, options, estimator, Generator);

        // Not before a method has said how its supernet mixes.
        selection = new(() => options.Selection == ArchitectureSelection.Perturbation ? new PerturbationSelection(context, Generator) : null);
    }

    /// <summary>The shared weights.</summary>
    protected Supernet Supernet => context.Supernet;

    /// <summary>Where the method draws from; part of the checkpoint.</summary>
    protected Generator Generator { get; }

    /// <inheritdoc/>
    public override int EpochsAfter => selection.Value?.EpochsAfter(options.SelectionEvery) ?? 0;

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        this.epoch = epoch;
        lower.BeginEpoch(epoch, EpochsAfter);
        selection.Value?.BeginEpoch(epoch, options.SelectionEvery);
    }

    /// <inheritdoc/>
    public override StepReport Step(Batch train, Batch validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        using var scope = NewDisposeScope();
        Supernet.train();
        var report = weightsFirst ? lower.Step(train, validation, new StepReport()) : new StepReport();
        if (epoch >= options.WarmUp && report.Diverged is null)
        {
            report = ArchitectureStep(train, validation) with { TrainLoss = report.TrainLoss, TrainAccuracy = report.TrainAccuracy };
        }

        return weightsFirst || report.Diverged is not null ? report : lower.Step(train, validation, report);
    }

    /// <inheritdoc/>
    public override Genotype Derive() => Supernet.Derive(Mixture());

    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Mixture() => selection.Value?.Weights() ?? Supernet.Mixture();

    /// <summary>
    /// The entropy of each edge's distribution over its operations in nats, per cell kind; an edge's share among others is not part of it.
    /// </summary>
    public override IReadOnlyList<double[]> Entropies() => Supernet.Form.EdgeNormalisation ? EntropiesOf(Mixture(), sums: true) : base.Entropies();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Capture()
    {
        var state = new StateGroups();
        state.Add("supernet", Supernet.state_dict());
        state.Add("architecture", Supernet.ArchitectureParameters.Select((logits, i) => KeyValuePair.Create(i.ToString(), (Tensor)logits)));
        lower.Capture(state);
        state.Add("architecture-optimizer", architectureOptimizer.state_dict());
        state.Add("generator", Generator.get_state());
        if (selection.Value is { } own)
        {
            state.Add("selection", own.Capture());
        }

        return state.Tensors;
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var found = new StateGroups(state);
        Supernet.load_state_dict(found.Group("supernet"));
        var architecture = found.Group("architecture");
        foreach (var (i, logits) in Supernet.ArchitectureParameters.Index())
        {
            logits.copy_(architecture[i.ToString()]);
        }

        lower.Restore(found);
        architectureOptimizer.load_state_dict(found.Group("architecture-optimizer"), 0, architectureOptimizer.LearningRate);
        Generator.set_state(state["generator"]);
        selection.Value?.Restore(state["selection"]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lower.Dispose();
            architectureOptimizer.Dispose();
            upper.Dispose();
            Generator.Dispose();
        }
    }

    private void RequireForm(SupernetForm asked)
    {
        if (Supernet.Form != asked)
        {
            throw new ArgumentException(
                $"partial-channels {asked.PartialChannels} and edge-normalisation {asked.EdgeNormalisation} are asked for, but the supernet at hand "
                + $"has {Supernet.Form.PartialChannels} and {Supernet.Form.EdgeNormalisation}");
        }
    }

    private StepReport ArchitectureStep(Batch train, Batch validation)
    {
        using var scope = NewDisposeScope();
        using var frozen = new FrozenStatistics(Supernet);
        var (gradient, report) = upper.Gradient(train, validation);
        if (report.Diverged is not null || !gradient.All(part => part.isfinite().all().ToInt64() != 0))
        {
            return report with { Diverged = report.Diverged ?? "the architecture's gradient is not finite" };
        }

        foreach (var (logits, part) in Supernet.ArchitectureParameters.Zip(gradient))
        {
            logits.grad = part;
        }

        architectureOptimizer.step();
        architectureOptimizer.zero_grad();
        return report;
    }
}
