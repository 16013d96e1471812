using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>A deep narrow network of rectified layers from the one-hot row to the accuracy.</summary>
/// <remarks>
/// The published penalty is on the last layer's weights alone, and Adam keeps 0.99 of squared gradients; the drawing of weights is ours, see <see cref="Layers"/>.
/// </remarks>
[Method(
    "mlp",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "20 layers of 20 on the one-hot row, absolute error")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Mlp : OneHotPredictor
{
    private readonly MlpOptions options;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Mlp(PredictorContext context, MlpOptions options)
        : base(context, options) => this.options = options;

    private protected override double SquaresKept => 0.99;

    private protected override Module<Tensor, Tensor> Build(Generator generator) =>
        new Regressor(Layers.Hidden(Width, options.Layers, options.Width, () => ReLU(), generator), options.Width, generator);

    private protected override Tensor Loss(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var penalty = ((Regressor)network).Out.weight.abs().sum() * options.Penalty;
        return (base.Loss(network, inputs, targets) + penalty).MoveToOuterDisposeScope();
    }
}

/// <summary>The settings of <see cref="Mlp"/>: 500 epochs, batches of 32, a rate of 0.001, absolute error.</summary>
public sealed record MlpOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public MlpOptions() => (Epochs, Loss) = (500, PredictorLoss.Absolute);

    /// <summary>Hidden layers, at least 1. Default 20.</summary>
    public int Layers { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>Units of each, at least 1. Default 20.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>How much the sum of absolute weights of the last layer counts, at least 0. Default 0.2.</summary>
    public double Penalty { get; init => field = OptionRange.NotNegative(value); } = 0.2;
}
