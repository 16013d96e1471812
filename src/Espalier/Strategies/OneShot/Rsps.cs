using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies.Gradient;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// Random search with parameter sharing: every batch trains the weights of a path drawn evenly; then paths are drawn, judged by those
/// weights, and the best is taken. Nothing is learnt of the architecture before: what a cleverer search has to beat.
/// </summary>
/// <remarks>
/// As NAS-Bench-201's comparison has it (arXiv 2001.00326): 100 paths, each judged on one batch of validation images in an epoch behind those of the
/// search, batch norm by the statistics of the batch. Departures: where that epoch has fewer batches than there are paths, some share a batch; equal
/// accuracies are told apart by the loss.
/// </remarks>
[Method(
    "rsps",
    Paper = "Random Search and Reproducibility for Neural Architecture Search, arXiv 1902.07638",
    Year = 2019,
    Summary = "weights shared by paths drawn evenly; of 100 drawn in the end the best by them")]
[NeedsSpace(typeof(ICellSpace))]
[Lacks("objectives", "it draws evenly, whatever a path is worth: there is nothing that objectives could move")]
public sealed class Rsps : JudgedPathStrategy
{
    /// <summary>A search over a supernet.</summary>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    public Rsps(GradientContext context, RspsOptions options)
        : base(context, options, options?.Candidates ?? 1)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Mixture() => Judging.Judged.Worth();

    private protected override IReadOnlyList<int[]> Draw() => Judging.Judged.Draw(Random);
}

/// <summary>The settings of <see cref="Rsps"/>: those of weights, and how many paths are judged.</summary>
public sealed record RspsOptions : WeightOptions
{
    /// <summary>How many paths are drawn and judged in the end, at least 1. Default 100, as published.</summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 100;
}
