using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// The predictor of BANANAS: a few equal networks that differ in their first weights and the order of their batches learn accuracies from the
/// path encoding; their mean is the prediction, their deviation says how sure it is.
/// </summary>
/// <remarks>
/// Settings of White et al.'s library, "How Powerful are Performance Predictors in Neural Architecture Search?", arXiv 2104.01177. Departures:
/// accuracies are standardised, since the last layer would spend the training on their mean; the penalty on the linear last layer is the same for any unit of
/// accuracy. Spaces without cells have no paths: there the encoding is one-hot.
/// </remarks>
[Method(
    "bananas",
    Paper = "BANANAS: Bayesian Optimization with Neural Architectures for Neural Architecture Search, arXiv 1910.11858",
    Year = 2019,
    Summary = "ensemble of 3 feed-forward networks on the path encoding; their mean and deviation")]
public sealed class Bananas : IPredictor
{
    private readonly BananasOptions options;
    private readonly Func<Genotype, double[]> encode;
    private readonly int width;
    private readonly ulong seed;
    private Standardised scale;
    private IReadOnlyList<(float[] Values, long[] Shape)> learnt = [];

    /// <summary>A predictor for a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Bananas(PredictorContext context, BananasOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        seed = SeededRandom.Derive(context.Seed, "bananas-ensemble");
        if (context.Space is ICellSpace cells)
        {
            var paths = new PathEncoding(cells);
            (encode, width) = (paths.Of, paths.Width);
        }
        else
        {
            var rows = new OneHot(Choices.Of(context));
            (encode, width) = (rows.Of, rows.Width);
        }
    }

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        using var scope = NewDisposeScope();
        scale = Standardised.Of(accuracies);
        using var ensemble = new MlpEnsemble(options.Members, width, options.Layers, options.Width, seed);
        ensemble.Train(
            Rows(networks),
            tensor([.. scale.Apply(accuracies).Select(value => (float)value)], [accuracies.Count]),
            new MlpTraining(options.Epochs, options.Batch, options.Rate, options.Penalty, seed));
        learnt = ensemble.Values();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        if (learnt.Count == 0)
        {
            throw TrainingSet.Missing();
        }

        if (networks.Count == 0)
        {
            return [];
        }

        using var still = no_grad();
        using var scope = NewDisposeScope();
        using var ensemble = new MlpEnsemble(learnt);
        var told = ensemble.Tell(Rows(networks)).data<float>().ToArray();
        return
        [
            .. Enumerable.Range(0, networks.Count).Select(network =>
            {
                double[] members = [.. Enumerable.Range(0, options.Members).Select(member => (double)told[(member * networks.Count) + network])];
                var mean = members.Average();
                return scale.Back(mean, members.Average(value => (value - mean) * (value - mean)));
            }),
        ];
    }

    private Tensor Rows(IReadOnlyList<NetworkFacts> networks) => tensor(
        [.. networks.SelectMany(network => encode(network.Genotype)).Select(value => (float)value)], [networks.Count, width]);
}

/// <summary>The settings of <see cref="Bananas"/>.</summary>
public sealed record BananasOptions
{
    /// <summary>How many networks, at least 1. Default 3.</summary>
    public int Members { get; init => field = OptionRange.AtLeastOne(value); } = 3;

    /// <summary>Hidden layers of each, at least 1. Default 20.</summary>
    public int Layers { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>Units of each hidden layer, at least 1. Default 20.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>How often each sees the training set, at least 1. Default 500.</summary>
    public int Epochs { get; init => field = OptionRange.AtLeastOne(value); } = 500;

    /// <summary>Networks of a batch, at least 1. Default 32.</summary>
    public int Batch { get; init => field = OptionRange.AtLeastOne(value); } = 32;

    /// <summary>The rate of Adam, over 0. Default 0.001.</summary>
    public double Rate { get; init => field = OptionRange.Positive(value); } = 0.001;

    /// <summary>
    /// What the last layer's weights cost, each by its absolute value, beside the absolute error, at least 0. Default 0.2.
    /// </summary>
    public double Penalty { get; init => field = OptionRange.NotNegative(value); } = 0.2;
}
