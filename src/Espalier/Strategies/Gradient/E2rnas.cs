using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// E2RNAS: weights train on adversarial images below; above, the architecture descends validation loss, bounded parameter count and,
/// if asked, adversarial validation loss at once, in the direction that MGDA finds common to all.
/// </summary>
/// <remarks>
/// <para>
/// A step in the order of the authors' code: the architecture's gradient (unrolled weights, objectives, balancer, correction:
/// <c>ObjectiveDescent</c>); Adam on the architecture; the adversarial weight step with the new architecture. All of it is a part of
/// every bi-level search; this one has the paper's defaults.
/// </para>
/// <para>
/// Departures from the authors' code, each undone by an option: the count multiplies elementwise (<see cref="ObjectiveOptions.Count"/>);
/// a satisfied bound leaves the hull (<see cref="ObjectiveOptions.Satisfied"/>); clamped weights are exact (<see cref="ObjectiveOptions.Clamp"/>);
/// weights found on scaled gradients multiply scaled gradients (<see cref="ObjectiveOptions.ApplyTo"/>); the count is in units of its
/// start (<see cref="ObjectiveOptions.Unit"/>). Not undone: passes that make adversarial images, and architecture passes, leave the
/// running statistics of batch norms alone.
/// </para>
/// </remarks>
[Method(
    "e2rnas",
    Paper = "Effective, Efficient and Robust Neural Architecture Search, arXiv 2011.09820",
    Year = 2020,
    Summary = "adversarial weights below; accuracy, parameters and robustness merged by MGDA above")]
public sealed class E2rnas(GradientContext context, E2rnasOptions options) : BilevelStrategy(context, options);
