using Espalier.Catalog;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// ENAS: a controller, an LSTM that decides a path choice by choice, says which path's weights train next, and climbs the validation accuracy that
/// its paths reach with the shared weights; in the end paths that it draws are judged by the weights, and the best is taken.
/// </summary>
/// <remarks>
/// <para>
/// As NAS-Bench-201's comparison has it (arXiv 2001.00326): two layers of 32, logits divided by 5 and held within 2.5 by a tanh; a step of Adam for
/// every 20 paths, each rewarded by its accuracy on one batch of validation images and 1e-4 of its entropy, less a moving average; 100 paths judged in
/// the end, in an epoch behind those of the search, batch norm by the statistics of the batch. Where a node keeps some of its edges, the controller
/// chooses them by attention, as in the paper's search for cells.
/// </para>
/// <para>
/// Departures: weights and controller step by turns within an epoch, not each for an epoch of its own: as many paths are rewarded after a step of the
/// weights as the comparison has for each; the moving average follows every reward, where that code holds it for an epoch; chosen edges lie in order,
/// none is taken twice; the weights' rates are those of all searches here; equal accuracies are told apart by the loss.
/// </para>
/// </remarks>
[Method(
    "enas",
    Paper = "Efficient Neural Architecture Search via Parameter Sharing, arXiv 1802.03268",
    Year = 2018,
    Summary = "an LSTM decides paths over shared weights, rewarded by their accuracy")]
[NeedsSpace(typeof(ICellSpace))]
[Lacks("objectives", "its controller climbs one reward; there is no gradient that could be balanced with others")]
public sealed class Enas : JudgedPathStrategy
{
    private readonly EnasOptions options;
    private readonly PathController controller;
    private readonly ControllerAscent upper;

    /// <summary>A search over a supernet.</summary>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    public Enas(GradientContext context, EnasOptions options)
        : base(context, options, options?.Candidates ?? 1)
    {
        this.options = options!;
        controller = new PathController(
            Supernet, Context.EdgeNodes, new PathControllerOptions(this.options.Width, this.options.Temperature, this.options.TanhConstant), Generator);
        upper = new ControllerAscent(controller, this.options);
    }

    /// <summary>
    /// What the controller chooses by on its most likely way, zeros for edges that are not on it; once paths were judged halved, with 1/2 more for the
    /// operations of the best.
    /// </summary>
    public override IReadOnlyList<double[,]> Mixture()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var chances = controller.Decide(chances => chances.Index().MaxBy(pair => pair.Item).Index).Chances;
        return Judging.Judged.Best is { } best ? Judging.Judged.Above(best, chances) : chances;
    }

    private protected override IReadOnlyList<int[]> Draw()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return controller.Decide(chances => Categorical.Draw(chances, Random)).Path;
    }

    /// <summary>Rewards the controller for some paths, and tells the mean of their losses.</summary>
    private protected override StepReport Learn(Batch validation, StepReport report)
    {
        var sum = 0.0;
        for (var i = 0; i < options.Rewards; i++)
        {
            var path = Draw();
            var (loss, accuracy) = See(path, validation);
            upper.Reward(path, accuracy);
            sum += loss;
        }

        return report with { Objectives = new Dictionary<string, double> { [ObjectiveNames.Accuracy] = sum / options.Rewards } };
    }

    private (double Loss, double Accuracy) See(IReadOnlyList<int[]> path, Batch validation)
    {
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(Supernet);
        return Judging.See(path, validation);
    }

    private protected override void Capture(StateGroups state)
    {
        base.Capture(state);
        upper.Capture(state);
    }

    private protected override void Restore(StateGroups state)
    {
        base.Restore(state);
        upper.Restore(state, Supernet.Architecture.Count);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            upper.Dispose();
        }
    }
}

/// <summary>The settings of <see cref="Enas"/>: those of weights, of the controller, and how many paths are judged.</summary>
public sealed record EnasOptions : WeightOptions
{
    /// <summary>Numbers in each of the two layers' memory, at least 1. Default 32.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 32;

    /// <summary>What the controller's logits are divided by, above 0. Default 5.</summary>
    public double Temperature { get; init => field = OptionRange.Positive(value); } = 5;

    /// <summary>How large they become at most, above 0. Default 2.5.</summary>
    public double TanhConstant { get; init => field = OptionRange.Positive(value); } = 2.5;

    /// <summary>Adam's rate for the controller, above 0. Default 0.001.</summary>
    public double ControllerRate { get; init => field = OptionRange.Positive(value); } = 1e-3;

    /// <summary>How many paths are rewarded before it steps, at least 1. Default 20.</summary>
    public int Samples { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>
    /// How many paths are rewarded after each step of the weights, at least 1. Default 5: NAS-Bench-201's comparison has 50 times 20 for an epoch of 196.
    /// </summary>
    public int Rewards { get; init => field = OptionRange.AtLeastOne(value); } = 5;

    /// <summary>How much a path's entropy counts in its reward, at least 0. Default 1e-4.</summary>
    public double EntropyWeight { get; init => field = OptionRange.NotNegative(value); } = 1e-4;

    /// <summary>How much of the moving average of rewards stays, 0 to 1. Default 0.99.</summary>
    public double BaselineDecay { get; init => field = OptionRange.Share(value); } = 0.99;

    /// <summary>How many paths are drawn and judged in the end, at least 1. Default 100.</summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 100;
}
