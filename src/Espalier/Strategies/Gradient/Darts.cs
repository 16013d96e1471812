using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>DARTS: the architecture descends the validation loss through the weights' next step, or with the weights as they are.</summary>
/// <remarks>
/// Departures: running statistics of batch norms are not touched by architecture passes; the rate of an epoch is set before it, where
/// the published code of its time was one epoch late.
/// </remarks>
[Method(
    "darts",
    Paper = "DARTS: Differentiable Architecture Search, arXiv 1806.09055",
    Year = 2018,
    Summary = "softmax relaxation; first order, or second order by one unrolled step")]
public sealed class Darts(GradientContext context, DartsOptions options) : BilevelStrategy(context, options);

/// <summary>The settings of <see cref="Darts"/>: those of every bi-level search.</summary>
public sealed record DartsOptions : BilevelOptions;
