using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// The neural predictor: graph convolutions that go with the edges and against them, each rectified, the two averaged, then the mean over vertices and two linear
/// layers.
/// </summary>
/// <remarks>The graph is <see cref="CellGraph"/>: operations are vertices. Departure: accuracies are standardised, and no sigmoid bounds what is told.</remarks>
[Method(
    "gcn",
    Paper = "Neural Predictor for Neural Architecture Search, arXiv 1912.00848",
    Year = 2019,
    Summary = "4 graph convolutions of 144 in both directions of the cell's edges")]
[NeedsSpace(typeof(ICellSpace))]
public sealed class Gcn : GraphPredictor
{
    private readonly GcnOptions options;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space has no cells.</exception>
    public Gcn(PredictorContext context, GcnOptions options)
        : base(context, options, global: false) => this.options = options;

    private protected override bool Anneals => true;

    private protected override Module<Tensor, Tensor> Build(Generator generator) => new Network(this, generator);

    /// <summary>What comes with the edges and what comes against them, each rectified before they are averaged (section 3.1).</summary>
    internal static Tensor BothWays(Tensor with, Tensor against) => (with.relu() + against.relu()) * 0.5;

    private sealed class Network : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Linear> forwards;
        private readonly ModuleList<Linear> backwards;
        private readonly Linear hidden;
        private readonly Linear last;
        private readonly SeededDropout dropout;
        private readonly (int Vertices, int Labels) size;

        internal Network(Gcn owner, Generator generator)
            : base(nameof(Gcn))
        {
            var options = owner.options;
            size = (owner.Vertices, owner.Labels);
            Linear Layer(int i) => Networks.Layers.Drawn(i == 0 ? size.Labels : options.Width, options.Width, generator);
            forwards = new(Enumerable.Range(0, options.Layers).Select(Layer));
            backwards = new(Enumerable.Range(0, options.Layers).Select(Layer));
            hidden = Networks.Layers.Drawn(options.Width, options.Hidden, generator);
            last = Networks.Layers.Drawn(options.Hidden, 1, generator);
            dropout = new(options.Dropout, generator);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var (states, takes) = Split(input, size.Vertices, size.Labels);
            var (with, against) = (Averaging(takes), Averaging(takes.transpose(1, 2)));
            foreach (var (one, other) in forwards.Zip(backwards))
            {
                states = dropout.call(BothWays(with.matmul(one.call(states)), against.matmul(other.call(states))));
            }

            return last.call(hidden.call(states.mean([1])).relu()).squeeze(-1).MoveToOuterDisposeScope();
        }
    }
}

/// <summary>The settings of <see cref="Gcn"/>: 300 epochs, batches of 7, a rate of 1e-4 that falls as the cosine, weight decay 3e-4.</summary>
public sealed record GcnOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public GcnOptions() => (Epochs, Batch, Rate, WeightDecay) = (300, 7, 1e-4, 3e-4);

    /// <summary>Graph convolutions, at least 1. Default 4.</summary>
    public int Layers { get; init => field = OptionRange.AtLeastOne(value); } = 4;

    /// <summary>Numbers of a vertex, at least 1. Default 144.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 144;

    /// <summary>Units of the layer after them, at least 1. Default 128.</summary>
    public int Hidden { get; init => field = OptionRange.AtLeastOne(value); } = 128;

    /// <summary>Which part of a vertex's numbers is dropped in training, after each graph convolution, from 0 to below 1. Default 0.1.</summary>
    public double Dropout { get; init => field = OptionRange.BelowOne(value); } = 0.1;
}
