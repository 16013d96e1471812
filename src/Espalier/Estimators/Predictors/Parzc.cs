using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// ParZC: not the sum of a proxy over layers but what each layer adds goes into a mixer between Bayesian linear layers, which is trained on the
/// order of networks (<see cref="Objectives.DiffKendall"/>).
/// </summary>
/// <remarks>
/// <para>Layers stand in the network's order; networks with fewer of them are filled up with zeros, those with more than any learnt from are cut
/// off. Filling shows depth to the predictor, which is a leak where networks of one space differ in it.</para>
/// <para>Written after a description; the text was not at hand. Ours: which proxies, the logarithm of their values, scaling by the least and the largest
/// value of the training set for each proxy, the mean over segments at the end, norms without learnt gain and bias.</para>
/// </remarks>
[Method(
    "parzc",
    Paper = "ParZC: Parametric Zero-Cost Proxies for Efficient NAS, arXiv 2402.02105",
    Year = 2024,
    Summary = "what each layer adds to proxies, a mixer between Bayesian layers, trained on the order")]
public sealed class Parzc : NetworkPredictor
{
    private readonly ParzcOptions options;
    private readonly string[] proxies;
    private (double Least, double Most)[] ranges = [];
    private int layers;

    /// <summary>A predictor.</summary>
    public Parzc(PredictorContext context, ParzcOptions options)
        : base(context, options) => (this.options, proxies) = (options, LayerStatistics.Names(options.Proxies));

    /// <inheritdoc/>
    public override PredictorNeeds Needs => PredictorNeeds.LayerProxies;

    private protected override bool Anneals => true;

    /// <summary>How many numbers a segment has: zeros fill the last.</summary>
    private int PerSegment => ((proxies.Length * layers) + options.Segments - 1) / options.Segments;

    private protected override void Prepare(IReadOnlyList<NetworkFacts> networks)
    {
        layers = networks.Max(network => proxies.Max(proxy => LayerStatistics.Of(network, proxy).Length));
        ranges = Array.ConvertAll(proxies, proxy =>
        {
            var values = networks.SelectMany(network => LayerStatistics.Of(network, proxy)).ToArray();
            return (values.Min(), values.Max());
        });
    }

    private protected override float[] Row(NetworkFacts network)
    {
        var row = new float[options.Segments * PerSegment];
        foreach (var (i, proxy) in proxies.Index())
        {
            var (least, most) = ranges[i];
            foreach (var (layer, value) in LayerStatistics.Of(network, proxy).Take(layers).Index())
            {
                row[(i * layers) + layer] = most > least ? (float)((value - least) / (most - least)) : 0;
            }
        }

        return row;
    }

    private protected override Module<Tensor, Tensor> Build(Generator generator) => new Network(this, generator);

    /// <summary>The mean over several passes, each with weights of its own.</summary>
    private protected override IEnumerable<Prediction> Tell(Module<Tensor, Tensor> network, Tensor inputs, IReadOnlyList<StoredWeights> known)
    {
        known[0].CopyInto(network);
        float[][] passes = [.. Enumerable.Range(0, options.Passes).Select(_ => network.call(inputs).data<float>().ToArray())];
        return Enumerable.Range(0, passes[0].Length).Select(i =>
        {
            var mean = passes.Average(pass => (double)pass[i]);
            return new Prediction(mean, Math.Sqrt(passes.Average(pass => Math.Pow(pass[i] - mean, 2))));
        });
    }

    private sealed class Network : Module<Tensor, Tensor>
    {
        private const int FirstHidden = 160;
        private const int SecondHidden = 64;
        private readonly BayesianLinear before;
        private readonly Linear embedding;
        private readonly ModuleList<MixerBlock> blocks;
        private readonly BayesianLinear after;
        private readonly Linear second;
        private readonly Linear last;
        private readonly int segments;
        private readonly int width;

        internal Network(Parzc owner, Generator generator)
            : base(nameof(Parzc))
        {
            var options = owner.options;
            (segments, width) = (options.Segments, options.Width);
            var row = segments * owner.PerSegment;
            before = new(row, row, generator);
            embedding = Layers.Drawn(owner.PerSegment, width, generator);
            blocks = new(Enumerable.Range(0, options.Depth).Select(
                _ => new MixerBlock(segments, width, options.AcrossFactor, options.WithinFactor, options.Dropout, generator)));
            after = new(width, FirstHidden, generator);
            second = Layers.Drawn(FirstHidden, SecondHidden, generator);
            last = Layers.Drawn(SecondHidden, 1, generator);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var states = embedding.call(before.call(input).reshape(input.size(0), segments, -1));
            foreach (var block in blocks)
            {
                states = block.call(states);
            }

            var mean = functional.layer_norm(states, [width]).mean([1]);
            return last.call(second.call(after.call(mean).relu()).relu()).squeeze(-1).MoveToOuterDisposeScope();
        }
    }
}

/// <summary>
/// The settings of <see cref="Parzc"/>: 200 epochs, batches of 50, a rate of 1e-4 that falls as the cosine, weight decay 1e-3, DiffKendall.
/// </summary>
public sealed record ParzcOptions : NetworkPredictorOptions
{
    /// <summary>The published ones.</summary>
    public ParzcOptions() => (Epochs, Batch, Rate, WeightDecay, Loss) = (200, 50, 1e-4, 1e-3, PredictorLoss.DiffKendall);

    /// <summary>Names of proxies that are sums over layers, with commas. Default grad-norm, snip and synflow.</summary>
    public string Proxies { get; init; } = "grad-norm,snip,synflow";

    /// <summary>How many segments the row is cut into, at least 1. Default 14.</summary>
    public int Segments { get; init => field = OptionRange.AtLeastOne(value); } = 14;

    /// <summary>Numbers of a segment in the mixer, at least 1. Default 512.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 512;

    /// <summary>Blocks of the mixer, at least 1. Default 4.</summary>
    public int Depth { get; init => field = OptionRange.AtLeastOne(value); } = 4;

    /// <summary>By how much the mixing of segments widens, above 0. Default 4.</summary>
    public double AcrossFactor { get; init => field = OptionRange.Positive(value); } = 4;

    /// <summary>By how much the mixing within a segment widens, above 0. Default 0.5.</summary>
    public double WithinFactor { get; init => field = OptionRange.Positive(value); } = 0.5;

    /// <summary>Which part is dropped in training, from 0 to below 1. Default 0.1.</summary>
    public double Dropout { get; init => field = OptionRange.BelowOne(value); } = 0.1;

    /// <summary>How often weights are drawn to tell an accuracy, at least 1. Default 10.</summary>
    public int Passes { get; init => field = OptionRange.AtLeastOne(value); } = 10;
}
