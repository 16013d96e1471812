using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// BOHAMIANN: a Bayesian network whose weights are drawn by Hamiltonian steps with noisy gradients, the steps' lengths adapted until the draws
/// begin. It tells the mean over draws, and a deviation.
/// </summary>
/// <remarks>
/// The network gives a mean, and the logarithm of the noise's variance is a number of its own, as published; layers are of tanh. Prior: normal
/// of deviation 1 for the weights, log-normal around a variance of 0.01 for the noise.
/// </remarks>
[Method(
    "bohamiann",
    Paper = "Bayesian Optimization with Robust Bayesian Neural Networks, NeurIPS 2016",
    Year = 2016,
    Summary = "a Bayesian network of 3 layers of 50, its weights drawn by adaptive SGHMC")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Bohamiann : OneHotPredictor
{
    private readonly BohamiannOptions options;
    private readonly ulong seed;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices, or no step is left to draw at.</exception>
    public Bohamiann(PredictorContext context, BohamiannOptions options)
        : base(context, options)
    {
        (this.options, seed) = (options, context.Seed);
        if (options.BurnIn >= options.Steps)
        {
            throw new InvalidInputException("burn-in", $"{options.BurnIn} leaves none of {options.Steps} steps to draw at", "give less than steps");
        }
    }

    /// <summary>The posterior is that of accuracies.</summary>
    private protected override bool TellsOutput => false;

    private protected override Module<Tensor, Tensor> Build(Generator generator) => new NoisyRegressor(
        new Regressor(Layers.Hidden(Width, options.Layers, options.Width, () => new TanhLayer(), generator), options.Width, generator));

    private protected override IReadOnlyList<StoredWeights> Learn(
        Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, Generator generator)
    {
        var noisy = (NoisyRegressor)network;
        var count = (int)inputs.size(0);
        using var sampler = new AdaptiveSghmc(network.parameters(), options.Rate, options.Friction, count, generator);
        var random = new SeededRandom(SeededRandom.Derive(seed, "bohamiann"));
        var draws = new List<StoredWeights>();
        for (var step = 0; step < options.Steps; step++)
        {
            using var scope = NewDisposeScope();
            network.zero_grad();
            var some = tensor([.. Enumerable.Range(0, Math.Min(options.Batch, count)).Select(_ => (long)random.Next(count))]);
            noisy.Energy(inputs.index_select(0, some), targets.index_select(0, some), count).backward();
            sampler.Step(adapts: step < options.BurnIn);
            if (step >= options.BurnIn && (step - options.BurnIn) % options.KeepEvery == 0)
            {
                draws.Add(StoredWeights.Of(network));
            }
        }

        return draws;
    }

    private protected override IEnumerable<Prediction> Tell(Module<Tensor, Tensor> network, Tensor inputs, IReadOnlyList<StoredWeights> known)
    {
        var (sums, squares) = (new double[inputs.size(0)], new double[inputs.size(0)]);
        foreach (var draw in known)
        {
            using var scope = NewDisposeScope();
            draw.CopyInto(network);
            var noise = ((NoisyRegressor)network).Variance;
            foreach (var (i, mean) in network.call(inputs).data<float>().Index())
            {
                (sums[i], squares[i]) = (sums[i] + mean, squares[i] + noise + ((double)mean * mean));
            }
        }

        return sums.Zip(squares, (sum, square) => new Prediction(
            sum / known.Count, Math.Sqrt(Math.Max(0, (square / known.Count) - Math.Pow(sum / known.Count, 2)))));
    }
}

/// <summary>The settings of <see cref="Bohamiann"/>: a rate of 0.01, batches of 20. Epochs, weight decay and loss do nothing here.</summary>
public sealed record BohamiannOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public BohamiannOptions() => (Rate, Batch) = (0.01, 20);

    /// <summary>Steps, at least 1. Default 100.</summary>
    public int Steps { get; init => field = OptionRange.AtLeastOne(value); } = 100;

    /// <summary>How many of them come before the first draw, below the number of steps. Default 10.</summary>
    public int BurnIn { get; init => field = OptionRange.NotNegative(value); } = 10;

    /// <summary>Every which step is drawn, at least 1. Default 5.</summary>
    public int KeepEvery { get; init => field = OptionRange.AtLeastOne(value); } = 5;

    /// <summary>Which part of the momentum is lost at a step, from 0 to below 1. Default 0.05.</summary>
    public double Friction { get; init => field = OptionRange.BelowOne(value); } = 0.05;

    /// <summary>Hidden layers, at least 1. Default 3.</summary>
    public int Layers { get; init => field = OptionRange.AtLeastOne(value); } = 3;

    /// <summary>Units of each, at least 1. Default 50.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 50;
}
