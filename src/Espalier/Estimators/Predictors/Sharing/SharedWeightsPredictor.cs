using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Supernets;
using Espalier.Training;

namespace Espalier.Estimators.Predictors.Sharing;

/// <summary>
/// The frame of predictors that train the weights of all networks at once, in one supernet, and tell of each network how many held-out images it
/// classifies rightly with the weights that it shares there. They learn nothing from networks whose accuracy is known.
/// </summary>
/// <remarks>
/// <para>
/// Batch norm takes the statistics of the batch, in training and in judging, and has no others. Training images are cropped and mirrored. A network's
/// number depends on the seed and the images alone, not on which others are asked for.
/// </para>
/// <para>
/// Departures from the predictor study's code: the learning rate falls to 0 instead of 0.001; an operation that a step does not pass through keeps its
/// weights in that step, where there they decay and roll on.
/// </para>
/// </remarks>
[NeedsSpace(typeof(ICellSpace))]
public abstract class SharedWeightsPredictor : IPredictor, IDisposable
{
    private const int BatchOfJudged = 256;
    private readonly PredictorContext context;
    private readonly SharedWeightsOptions options;
    private readonly string name;
    private readonly TrainingRecipe recipe;
    private SharedNetwork? trained;
    private ImageSet? judging;

    /// <param name="context">Space, seed, and images by the time it is to learn.</param>
    /// <param name="options">Sizes and training.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="InvalidInputException">The space is not made of cells, so that there is no supernet.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No training is like that.</exception>
    private protected SharedWeightsPredictor(PredictorContext context, SharedWeightsOptions options, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        Space = context.Space as ICellSpace ?? throw new InvalidInputException(
            $"space '{context.Space.Name}'", "is not made of cells, so that its networks have no weights to share", "choose another space");
        (this.context, this.options, this.name) = (context, options, name);
        recipe = new TrainingRecipe
        {
            Epochs = options.Epochs,
            BatchSize = options.Batch,
            LearningRate = options.Rate,
            Momentum = options.Momentum,
            WeightDecay = options.WeightDecay,
            GradientClip = options.Clip,
            AuxiliaryWeight = 0,
            DropPath = 0,
            Cutout = 0,
        };
    }

    /// <inheritdoc/>
    public PredictorNeeds Needs => PredictorNeeds.Images;

    /// <summary>0: no network must be known.</summary>
    /// <inheritdoc/>
    public int LeastNetworks => 0;

    private protected ICellSpace Space { get; }

    /// <summary>Trains the supernet, from fresh weights or from where its checkpoint ends. Networks and accuracies are not looked at.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">There are no images, too few of them, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, LeastNetworks);
        var images = context.Images ?? throw new InvalidInputException(
            $"predictor '{name}'", "needs images to train weights on, and there are none", "give it some");
        Forget();
        var seed = SeededRandom.Derive(context.Seed, name);
        var data = new DataSplit(
            images.Data, new SplitOptions { TrainImages = Math.Min(options.Images, images.Data.Train.Count) }, SeededRandom.Derive(seed, "split"));
        var network = Build(data, seed);
        try
        {
            Train(network, data, images, seed);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        trained = network;
        judging = options.Judged == 0 || options.Judged >= data.Validation.Count ? data.Validation : data.Validation.Take(options.Judged);
    }

    /// <summary>The fraction of the judging images that each network classifies rightly with the shared weights.</summary>
    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var network = trained ?? throw TrainingSet.Missing();
        using var scope = NewDisposeScope();
        var paths = networks.Select(facts => Path(facts.Genotype)).ToArray();
        var hits = new long[networks.Count];
        var batches = BatchLoader.ForEvaluation(judging!, BatchOfJudged);
        var (observer, total) = (context.Images!.Observer, (long)networks.Count * batches.BatchesPerEpoch);
        observer.Begin($"{name}: judge", $"{networks.Count} networks with {judging!.Count} images");
        foreach (var next in batches.Epoch(0))
        {
            using var batch = next;
            for (var i = 0; i < paths.Length; i++)
            {
                context.Images.Cancellation.ThrowIfCancellationRequested();
                hits[i] += network.Hits(paths[i], batch.Images, batch.Labels);
                var done = ((long)batch.Index * networks.Count) + i + 1;
                observer.Progress(done, total, "networks judged", done == total);
            }
        }

        return [.. hits.Select(count => new Prediction((double)count / judging.Count))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a training pass mixes: [edges, operations] per cell kind, tensors of the caller's scope.</summary>
    private protected abstract IReadOnlyList<Tensor> Mixture(SeededRandom random);

    /// <summary>1 for each operation that a network has, else 0.</summary>
    private protected IReadOnlyList<Tensor> Path(Genotype genotype) => [.. Space.CellKinds.Select((_, kind) =>
    {
        var rows = new float[Space.Edges.Count * Space.Operations.Count];
        foreach (var (edge, operation) in Space.Path(genotype, kind))
        {
            rows[(edge * Space.Operations.Count) + operation] = 1;
        }

        return tensor(rows, [Space.Edges.Count, Space.Operations.Count]);
    })];

    private SharedNetwork Build(DataSplit data, ulong seed)
    {
        using var generator = new Generator(SeededRandom.Derive(seed, "supernet"));
        var settings = new NetworkSettings
        {
            Channels = options.Channels,
            Cells = options.Cells,
            Input = data.Train.Shape,
            Classes = data.Train.Classes,
            Statistics = data.Statistics,
        };
        return new SharedNetwork(SupernetCatalog.Build(Space, settings, generator), Mixture, SeededRandom.Derive(seed, "paths"));
    }

    private void Train(SharedNetwork network, DataSplit data, PredictorImages images, ulong seed)
    {
        images.Observer.Begin($"{name}: train", $"shared weights, {options.Epochs} epochs of {data.Train.Count} images of {data.Name}");
        using var trainer = new Trainer(network, data.Train, data.Statistics, recipe, seed);
        var outcome = images.Checkpoint is { } path
            ? trainer.Train(path, new CheckpointPace(CheckpointPace.Default, TimeProvider.System), images.Observer.Warn, Tell, cancellation: images.Cancellation)
            : trainer.Train(Tell, images.Cancellation);
        if (outcome.End == TrainingEnd.Interrupted)
        {
            throw new OperationCanceledException(images.Cancellation);
        }

        if (outcome.End == TrainingEnd.Diverged)
        {
            throw new InvalidInputException($"predictor '{name}'", $"its training diverged: {outcome.Reason}", "give it a lower rate");
        }

        void Tell(TrainingProgress progress) => images.Observer.Progress(
            ((long)progress.Epoch * progress.Steps) + progress.Step,
            (long)progress.Epochs * progress.Steps,
            $"loss {progress.Loss:0.000}",
            progress.EndsEpoch);
    }

    private void Forget()
    {
        trained?.Dispose();
        trained = null;
    }
}
