using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// NPENAS: evolution whose children a predictor screens. Parents are the best of samples of the newest ones judged; of their children those with
/// the best predicted accuracy are asked for.
/// </summary>
/// <remarks>The frame of White et al., arXiv 2104.01177: population 30, samples of 10, any predictor by its name; by default that of BANANAS, not the paper's own networks.</remarks>
[Method(
    "npenas",
    Paper = "NPENAS: Neural Predictor Guided Evolution for Neural Architecture Search, arXiv 2003.12857",
    Year = 2020,
    Summary = "evolution guided by a predictor: of many children the most promising are judged")]
public sealed class Npenas(SamplingContext context, NpenasOptions options) : PredictorSearch(context, options)
{
    private protected override IEnumerable<Genotype> Children(int count)
    {
        var population = Known.TakeLast(options.Population).ToArray();
        return Enumerable.Range(0, count).Select(_ =>
        {
            var parent = Enumerable.Range(0, options.Tournament).Select(_ => population[Random.Next(population.Length)]).MaxBy(judged => judged.Accuracy);
            return ChoiceMoves.Mutate(Space, parent.Genotype, Random);
        });
    }

    private protected override double Worth(Prediction told, double best) => told.Mean;
}

/// <summary>The settings of <see cref="Npenas"/>.</summary>
public sealed record NpenasOptions : PredictorSearchOptions
{
    /// <summary>How many live at once, at least 1. Default 30.</summary>
    public int Population { get; init => field = OptionRange.AtLeastOne(value); } = 30;

    /// <summary>How many are drawn for a parent, at least 1. Default 10.</summary>
    public int Tournament { get; init => field = OptionRange.AtLeastOne(value); } = 10;
}
