using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// DARTS-PT: the supernet of DARTS in first order, and perturbation-based selection in place of the largest architecture parameters.
/// </summary>
/// <remarks>
/// The selection is a part of every bi-level search (<c>--set selection=perturbation</c>); this one has the paper's defaults. Departure:
/// tuning between decisions keeps the momentum that the search has gathered.
/// </remarks>
[Method(
    "darts-pt",
    Paper = "Rethinking Architecture Selection in Differentiable NAS, arXiv 2108.04392",
    Year = 2021,
    Summary = "the supernet of DARTS; operations chosen by what it loses without them")]
public sealed class DartsPt(GradientContext context, DartsPtOptions options) : BilevelStrategy(context, options);

/// <summary>The settings of <see cref="DartsPt"/>: those of every bi-level search.</summary>
public sealed record DartsPtOptions : BilevelOptions
{
    /// <summary>First order, chosen by perturbation.</summary>
    public DartsPtOptions() => (Order, Selection) = (UnrollOrder.First, ArchitectureSelection.Perturbation);
}
