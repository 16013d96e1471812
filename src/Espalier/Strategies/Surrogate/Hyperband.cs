using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// Hyperband: brackets of successive halving, each over random candidates; from brackets that begin with many short trainings to one that trains
/// all of a few candidates as long as can be, and again from the first.
/// </summary>
/// <remarks>
/// A bracket s of s = floor(log_eta(epochs / min-epochs)) down to 0 begins with ceil((largest s + 1) / (s + 1) eta^s) candidates of
/// epochs / eta^s epochs, rounded. With <c>min-epochs</c> equal to <c>epochs</c> it is random search.
/// </remarks>
[Method(
    "hyperband",
    Paper = "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization, arXiv 1603.06560",
    Year = 2016,
    Summary = "many random candidates trained shortly, the best of them longer, bracket by bracket")]
public sealed class Hyperband(SamplingContext context, HyperbandOptions options)
    : HalvingStrategy(context, options, BracketWidth.Hyperband, "hyperband")
{
    private protected override Genotype Propose() => Source.First(Draw);
}

/// <summary>The settings of <see cref="Hyperband"/>.</summary>
public sealed record HyperbandOptions : HalvingOptions;
