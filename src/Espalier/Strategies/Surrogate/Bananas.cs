using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// BANANAS: Bayesian optimisation with a predictor in the place of the Gaussian process; candidates are the best ones judged with one choice
/// changed, and independent Thompson sampling takes a batch of them.
/// </summary>
/// <remarks>
/// The frame of White et al., arXiv 2104.01177, any predictor by its name; the paper's own is the default. A candidate's parent goes round among the best
/// <see cref="BananasOptions.Parents"/>.
/// </remarks>
[Method(
    "bananas",
    Paper = "BANANAS: Bayesian Optimization with Neural Architectures for Neural Architecture Search, arXiv 1910.11858",
    Year = 2019,
    Summary = "Bayesian optimisation: a predictor, children of the best, independent Thompson sampling")]
public sealed class Bananas(SamplingContext context, BananasOptions options) : PredictorSearch(context, options)
{
    private protected override IEnumerable<Genotype> Children(int count)
    {
        Genotype[] parents = [.. Known.OrderByDescending(judged => judged.Accuracy).Take(options.Parents).Select(judged => judged.Genotype)];
        return Enumerable.Range(0, count).Select(child => ChoiceMoves.Mutate(Space, parents[child % parents.Length], Random));
    }

    private protected override double Worth(Prediction told, double best) => options.Acquisition.Worth(told, best, options.Kappa, Random);
}

/// <summary>The settings of <see cref="Bananas"/>.</summary>
public sealed record BananasOptions : PredictorSearchOptions
{
    /// <summary>What is taken of the candidates. Default: thompson, independent Thompson sampling.</summary>
    public Acquisition Acquisition { get; init; }

    /// <summary>How many deviations above the mean the bound of ucb lies, at least 0. Default 0.5.</summary>
    public double Kappa { get; init => field = OptionRange.NotNegative(value); } = 0.5;

    /// <summary>How many of the best have children, at least 1. Default 10.</summary>
    public int Parents { get; init => field = OptionRange.AtLeastOne(value); } = 10;
}
