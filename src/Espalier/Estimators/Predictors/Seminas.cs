using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// SemiNAS' predictor: <see cref="Nao"/>'s, trained on the labelled architectures, then on these and on drawn ones that it labelled itself.
/// </summary>
/// <remarks>Labelled architectures are repeated, so that the drawn ones do not drown them.</remarks>
[Method(
    "seminas",
    Paper = "Semi-Supervised Neural Architecture Search, arXiv 2002.10389",
    Year = 2020,
    Summary = "nao, trained on with architectures that it labelled itself")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Seminas : SequencePredictor
{
    private readonly SeminasOptions options;
    private readonly ulong seed;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Seminas(PredictorContext context, SeminasOptions options)
        : base(context, options) => (this.options, seed) = (options, context.Seed);

    private protected override IReadOnlyList<StoredWeights> Learn(
        Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (repeated, known) = (Repeated(inputs), Repeated(targets));
        Train(network, repeated, known, options.Epochs, "labelled");
        if (options.Synthetic > 0)
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, "seminas"));
            var drawn = Rows([.. Enumerable.Range(0, options.Synthetic * (int)inputs.size(0)).Select(_ => new NetworkFacts(Space.Sample(random)))]);
            network.eval();
            using (no_grad())
            {
                (repeated, known) = (cat([repeated, drawn]), cat([known, network.call(drawn)]));
            }
        }

        Train(network, repeated, known, options.MoreEpochs, "all");
        return [StoredWeights.Of(network)];
    }

    private Tensor Repeated(Tensor values) => cat([.. Enumerable.Repeat(values, options.Repeats)]);
}

/// <summary>The settings of <see cref="Seminas"/>.</summary>
public sealed record SeminasOptions : SequencePredictorOptions
{
    /// <summary>How many architectures are drawn for each labelled one, at least 0. Default 1.</summary>
    public int Synthetic { get; init => field = OptionRange.NotNegative(value); } = 1;

    /// <summary>How often a labelled one is repeated, at least 1. Default 10.</summary>
    public int Repeats { get; init => field = OptionRange.AtLeastOne(value); } = 10;
}
