using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// SD-DARTS: the supernet of DARTS in first order, whose weights learn from its own past selves beside the labels: CE + lambda T^2
/// KL(vote of the past selves || supernet). That is meant to flatten the loss, so that less is lost when a genotype is derived.
/// </summary>
/// <remarks>
/// Teachers are a part of the lower level of every search (<c>--set teacher=past</c>); this one has them by default. The abstract confirms
/// teachers from previous steps and the vote of their probabilities; the form of the term, and all defaults, are our reading, for the
/// text gave neither. Ours, too: the past selves pass images on statistics of the batch; with an adversarial lower level they see the
/// adversarial images; the training loss that is told, and what the second order unrolls, are without the term.
/// </remarks>
[Method(
    "sd-darts",
    Paper = "Improving Differentiable Architecture Search via Self-Distillation, arXiv 2302.05629",
    Year = 2023,
    Summary = "weights also learn from the vote of the supernet's past selves")]
public sealed class SdDarts(GradientContext context, SdDartsOptions options) : BilevelStrategy(context, options);

/// <summary>The settings of <see cref="SdDarts"/>: those of every bi-level search.</summary>
public sealed record SdDartsOptions : BilevelOptions
{
    /// <summary>First order, taught by the past.</summary>
    public SdDartsOptions() => (Order, Teacher) = (UnrollOrder.First, WeightTeacher.Past);
}
