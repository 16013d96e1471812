using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.Predictors.Networks;

/// <summary>
/// NAO's networks: an encoder reads an architecture as a sequence, a small network tells the accuracy from the mean of what the encoder
/// gives, and a decoder that looks back at the encoder must be able to write the sequence again.
/// </summary>
/// <remarks>A sequence is the row of a genotype's choices. Choices of as many values share their symbols.</remarks>
public abstract class SequencePredictor : NetworkPredictor
{
    private readonly SequencePredictorOptions options;
    private readonly int[] firstSymbols;

    private protected SequencePredictor(PredictorContext context, SequencePredictorOptions options)
        : base(context, options)
    {
        (this.options, Space) = (options, Choices.Of(context));
        var first = new Dictionary<int, int>();
        foreach (var values in Space.Choices.Where(values => !first.ContainsKey(values)))
        {
            first[values] = Symbols;
            Symbols += values;
        }

        firstSymbols = [.. Space.Choices.Select(values => first[values])];
    }

    /// <summary>What sequences are of.</summary>
    private protected IChoiceSpace Space { get; }

    private protected override double Clip => options.Clip;

    private int Symbols { get; }

    private protected override (double Shift, double Factor) Scale(IReadOnlyList<double> accuracies) => UnitScale.Of(accuracies);

    /// <summary>One number for each symbol, not one-hot: the network looks them up.</summary>
    private protected sealed override float[] Row(NetworkFacts network) =>
        [.. Space.Encode(network.Genotype).Zip(firstSymbols, (value, first) => (float)(first + value))];

    private protected sealed override Module<Tensor, Tensor> Build(Generator generator) => new SequenceNetwork(Symbols, options, generator);

    private protected sealed override Tensor Loss(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var (told, written) = ((SequenceNetwork)network).Read(inputs);
        var spelling = functional.cross_entropy(written.flatten(0, 1), inputs.to(ScalarType.Int64).flatten());
        return ((Misfit(told, targets) * options.TradeOff) + (spelling * (1 - options.TradeOff))).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// The settings of networks that read sequences: 50 epochs and 50 more, batches of 100, a rate of 0.001, weight decay 1e-4, squared error.
/// </summary>
public record SequencePredictorOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public SequencePredictorOptions() => (Epochs, Batch, Rate, WeightDecay) = (50, 100, 0.001, 1e-4);

    /// <summary>Epochs after those, at least 0. Default 50.</summary>
    public int MoreEpochs { get; init => field = OptionRange.NotNegative(value); } = 50;

    /// <summary>Numbers that encoder and decoder remember, at least 1. Default 64.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 64;

    /// <summary>Units of both layers that tell the accuracy, at least 1. Default 16.</summary>
    public int Hidden { get; init => field = OptionRange.AtLeastOne(value); } = 16;

    /// <summary>Which part of what is remembered is dropped in training, from 0 to below 1. Default 0.1.</summary>
    public double Dropout { get; init => field = OptionRange.BelowOne(value); } = 0.1;

    /// <summary>How much the accuracy counts; the spelling counts for the rest. From 0 to 1, default 0.8.</summary>
    public double TradeOff { get; init => field = OptionRange.Share(value); } = 0.8;

    /// <summary>The largest norm of all gradients together, above 0. Default 5.</summary>
    public double Clip { get; init => field = OptionRange.Positive(value); } = 5;
}
