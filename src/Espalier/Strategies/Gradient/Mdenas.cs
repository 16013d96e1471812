using Espalier.Catalog;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// MDENAS: no gradient reaches the architecture. A path is drawn, its weights step, its accuracy on a validation batch moves probability
/// towards operations that are better although they were drawn less often.
/// </summary>
/// <remarks>
/// <para>
/// Departures: a path is drawn for every batch, where the paper draws one for an epoch, since a search here has few epochs; only
/// operations that a genotype may have are drawn; accuracies are of one batch.
/// </para>
/// <para>The distributions are kept beside the architecture parameters, which hold their logarithms.</para>
/// <para>
/// Ours: several objectives, as those of E2RNAS (<see cref="ProbabilityDescent"/>); with accuracy alone, the default, it is the paper's rule.
/// And selection by perturbation, between whose decisions the weights of drawn paths step while the distributions stay.
/// </para>
/// </remarks>
[Method(
    "mdenas",
    Paper = "Multinomial Distribution Learning for Effective Neural Architecture Search, arXiv 1905.07529",
    Year = 2019,
    Summary = "drawn paths; probability moves to operations that do better with fewer draws")]
[NeedsSpace(typeof(ICellSpace))]
public sealed class Mdenas : PathStrategy
{
    private readonly ProbabilityDescent upper;
    private readonly ObjectiveImages images;
    private readonly MdenasOptions options;
    private readonly PerturbationSelection? selection;
    private int epoch;

    /// <summary>A search over a supernet.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    public Mdenas(GradientContext context, MdenasOptions options)
        : base(context, options)
    {
        this.options = options;
        upper = new ProbabilityDescent(context, options);
        images = new ObjectiveImages(context, Generator);
        selection = options.Selection == ArchitectureSelection.Perturbation ? new PerturbationSelection(context, Generator) : null;
        Show();
    }

    /// <inheritdoc/>
    public override int EpochsAfter => selection?.EpochsAfter(options.SelectionEvery) ?? 0;

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        this.epoch = epoch;
        Lower.BeginEpoch(epoch, EpochsAfter);
        selection?.BeginEpoch(epoch, options.SelectionEvery);
    }

    /// <inheritdoc/>
    public override StepReport Step(Batch train, Batch validation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        using var scope = NewDisposeScope();
        Supernet.train();
        var paths = Array.ConvertAll(upper.Distributions, kind => kind.Draw(Random));
        Tensor[] drawn = [.. paths.Zip(Supernet.Architecture, OneHot)];
        using var path = new DrawnPath(Supernet, selection?.Keep(drawn) ?? drawn);
        var report = Lower.Step(train, new StepReport(), path);
        if (report.Diverged is not null || epoch >= Context.Epochs)
        {
            return report;
        }

        report = upper.Learn(paths, upper.Judged.ToDictionary(name => name, name => Judge(path, validation, name)), report);
        Show();
        return report;
    }

    /// <inheritdoc/>
    public override Genotype Derive() => Supernet.Derive(Mixture());

    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Mixture() => selection?.Weights() ?? Supernet.Mixture();

    private protected override void Capture(StateGroups state)
    {
        upper.Capture(state);
        if (selection is not null)
        {
            state.Add("selection", selection.Capture());
        }
    }

    private protected override void Restore(StateGroups state)
    {
        upper.Restore(state);
        selection?.Restore(state.Tensors["selection"]);
        Show();
    }

    private (double Loss, double Accuracy) Judge(DrawnPath path, Batch validation, string objective)
    {
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(Supernet);
        var logits = path.call(images.Of(objective, path, validation));
        if (objective != ObjectiveNames.Ood)
        {
            return Seen(logits, validation.Labels);
        }

        // What stands for an accuracy: how often the path is surer of what it knows.
        var told = OutlierDetection.Of(Confidence.Of(path.call(validation.Images)), Confidence.Of(logits));
        return (ObjectiveImages.FromEven(logits).ToDouble(), told.Auroc);
    }

    private void Show()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var (kind, logits) in upper.Distributions.Zip(Supernet.Architecture))
        {
            logits.copy_(tensor([.. kind.Probabilities.Cast<double>().Select(p => (float)Math.Log(p))], logits.shape));
        }
    }
}

/// <summary>The settings of <see cref="Mdenas"/>.</summary>
public sealed record MdenasOptions : ObjectiveOptions
{
    /// <summary>
    /// How much probability moves between two operations at once, above 0 and at most 1; with a count among the objectives also how much
    /// that moves. Default 0.01, as in the authors' code.
    /// </summary>
    public double Step { get; init => field = OptionRange.Part(value); } = 0.01;
}
