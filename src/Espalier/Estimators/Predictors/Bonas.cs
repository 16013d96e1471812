using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>BONAS' predictor: graph convolutions with batch norms, and a vertex that all others give to, which tells the accuracy.</summary>
/// <remarks>
/// What is told goes through a sigmoid, so accuracies are brought to 0 to 1, the worst and the best of the training set. Of the paper's search only
/// this part is here; its weighting of good architectures in the loss is left out, as in the comparison of predictors.
/// </remarks>
[Method(
    "bonas",
    Paper = "Bridging the Gap between Sample-based and One-shot Neural Architecture Search with BONAS, arXiv 1911.09336",
    Year = 2019,
    Summary = "4 graph convolutions of 64 with a global vertex")]
[NeedsSpace(typeof(ICellSpace))]
public sealed class Bonas : GraphPredictor
{
    private readonly BonasOptions options;

    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space has no cells.</exception>
    public Bonas(PredictorContext context, BonasOptions options)
        : base(context, options, global: true) => this.options = options;

    private protected override (double Shift, double Factor) Scale(IReadOnlyList<double> accuracies) => UnitScale.Of(accuracies);

    private protected override Module<Tensor, Tensor> Build(Generator generator) => new Network(this, generator);

    private sealed class Network : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Linear> layers;
        private readonly ModuleList<BatchNorm1d> norms;
        private readonly Linear last;
        private readonly (int Vertices, int Labels) size;

        internal Network(Bonas owner, Generator generator)
            : base(nameof(Bonas))
        {
            var (width, count) = (owner.options.Width, owner.options.Layers);
            size = (owner.Vertices, owner.Labels);
            layers = new(Enumerable.Range(0, count).Select(i => Networks.Layers.Drawn(i == 0 ? size.Labels : width, width, generator)));
            norms = new(Enumerable.Range(0, count).Select(_ => BatchNorm1d(width)));
            last = Networks.Layers.Drawn(width, 1, generator);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var (states, takes) = Split(input, size.Vertices, size.Labels);
            var averaging = Averaging(takes);
            foreach (var (layer, norm) in layers.Zip(norms))
            {
                var mixed = averaging.matmul(layer.call(states));
                states = norm.call(mixed.flatten(0, 1)).relu().view(mixed.shape);
            }

            return last.call(states.select(1, size.Vertices - 1)).sigmoid().squeeze(-1).MoveToOuterDisposeScope();
        }
    }
}

/// <summary>The settings of <see cref="Bonas"/>: 100 epochs, batches of 128, a rate of 1e-4, squared error.</summary>
public sealed record BonasOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public BonasOptions() => (Epochs, Batch, Rate) = (100, 128, 1e-4);

    /// <summary>Graph convolutions, at least 1. Default 4.</summary>
    public int Layers { get; init => field = OptionRange.AtLeastOne(value); } = 4;

    /// <summary>Numbers of a vertex, at least 1. Default 64.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 64;
}
