using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// DNGO: a network is trained as usual, then its last layer is replaced by Bayesian linear regression on what the layer before it gives, over
/// several draws of that regression's two precisions.
/// </summary>
/// <remarks>
/// Activations are tanh, as published. Priors of the precisions: a log-normal of the weights', flat in the logarithm of the noise's within
/// 1e-3 and 1e6 (published: a horseshoe).
/// </remarks>
[Method(
    "dngo",
    Paper = "Scalable Bayesian Optimization Using Deep Neural Networks, arXiv 1502.05700",
    Year = 2015,
    Summary = "features of a network of 3 layers of 50, Bayesian linear regression on them")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Dngo : OneHotPredictor
{
    private const int BurnIn = 100;
    private readonly DngoOptions options;
    private readonly ulong seed;
    private BayesianHead? head;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Dngo(PredictorContext context, DngoOptions options)
        : base(context, options) => (this.options, seed) = (options, context.Seed);

    /// <summary>The regression is fitted to accuracies itself.</summary>
    private protected override bool TellsOutput => false;

    private protected override Module<Tensor, Tensor> Build(Generator generator) =>
        new Regressor(Layers.Hidden(Width, options.Layers, options.Width, () => new TanhLayer(), generator), options.Width, generator);

    private protected override void Conclude(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets) =>
        head = BayesianHead.Fit(
            ((Regressor)network).Body.call(inputs), targets, options.Draws, BurnIn, new SeededRandom(SeededRandom.Derive(seed, "dngo head")));

    private protected override IEnumerable<Prediction> Tell(Module<Tensor, Tensor> network, Tensor inputs, IReadOnlyList<StoredWeights> known)
    {
        known[0].CopyInto(network);
        return head!.Tell(((Regressor)network).Body.call(inputs));
    }
}

/// <summary>The settings of <see cref="Dngo"/>: 500 epochs, batches of 10, a rate of 0.01, squared error.</summary>
public sealed record DngoOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public DngoOptions() => (Epochs, Batch, Rate) = (500, 10, 0.01);

    /// <summary>Hidden layers, at least 1. Default 3.</summary>
    public int Layers { get; init => field = OptionRange.AtLeastOne(value); } = 3;

    /// <summary>Units of each, at least 1. Default 50.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 50;

    /// <summary>Draws of the two precisions, at least 2. Default 20.</summary>
    public int Draws { get; init => field = OptionRange.AtLeast(value, 2); } = 20;
}
