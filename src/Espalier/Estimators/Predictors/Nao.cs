using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>NAO's predictor: an LSTM reads the architecture, a small network tells the accuracy, another LSTM must write it again.</summary>
/// <remarks>
/// Both losses are trained together for all epochs. The paper's search, which climbs in the space of codes, is no part of it.
/// </remarks>
[Method(
    "nao",
    Paper = "Neural Architecture Optimization, arXiv 1808.07233",
    Year = 2018,
    Summary = "an LSTM auto-encoder of the row of choices, and a small network on its code")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Nao : SequencePredictor
{
    private readonly NaoOptions options;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Nao(PredictorContext context, NaoOptions options)
        : base(context, options) => this.options = options;

    private protected override IReadOnlyList<StoredWeights> Learn(
        Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, Generator generator)
    {
        Train(network, inputs, targets, options.Epochs + options.MoreEpochs, "order");
        return [StoredWeights.Of(network)];
    }
}

/// <summary>The settings of <see cref="Nao"/>.</summary>
public sealed record NaoOptions : SequencePredictorOptions;
