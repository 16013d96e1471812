using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Studies;
using Espalier.Training;

namespace Espalier.Estimators.Training;

/// <summary>The accuracy on the validation part after a short training on the train part.</summary>
/// <param name="space">Where genotypes come from.</param>
/// <param name="settings">The network's size.</param>
/// <param name="data">What it trains on and is judged on.</param>
/// <param name="recipe">How it is trained.</param>
/// <param name="judge">Judges the trained network by validation images.</param>
/// <param name="checkpoints">A folder where a training that takes long is kept, to be gone on with; null: none is kept.</param>
/// <param name="pace">When it is; null: at the usual pace.</param>
[Method(
    "short-training",
    Paper = "Random Search and Reproducibility for Neural Architecture Search, arXiv 1902.07638",
    Year = 2019,
    Summary = "validation accuracy after a few epochs of training, clean and under a short attack")]
public sealed class ShortTraining(
    ISearchSpace space,
    NetworkSettings settings,
    DataSplit data,
    TrainingRecipe recipe,
    ValidationJudge judge,
    string? checkpoints = null,
    CheckpointPace? pace = null)
    : IEstimator
{
    private readonly CheckpointPace pace = pace ?? new CheckpointPace(CheckpointPace.Default, TimeProvider.System);

    /// <inheritdoc/>
    public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation) => Judge(genotype, recipe.Epochs, seed, cancellation);

    /// <summary>Trained from fresh weights, on the recipe's schedule drawn together or out to that many epochs.</summary>
    /// <inheritdoc/>
    public TrialOutcome Judge(Genotype genotype, int epochs, ulong seed, CancellationToken cancellation)
    {
        using var generator = new Generator(SeededRandom.Derive(seed, "weights"));
        using var network = space.Build(genotype, settings);
        Initialization.Draw(network, generator);
        var cost = NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
        using var trainer = new Trainer(network, data.Train, data.Statistics, recipe with { Epochs = epochs }, seed);
        var training = Train(trainer, seed, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var outcome = new TrialOutcome
        {
            Params = cost.Parameters,
            Macs = cost.Macs,
            Seconds = training.Seconds,
            Failure = training.Reason,
        };
        if (training.End == TrainingEnd.Finished)
        {
            outcome = judge.Judge(network, seed, cancellation) with { Params = outcome.Params, Macs = outcome.Macs, Seconds = outcome.Seconds };
        }

        // If the process is killed between this and the search's own checkpoint, the trial is judged anew, to the same outcome.
        if (CheckpointOf(seed) is { } kept)
        {
            CheckpointFile.Delete(kept);
        }

        return outcome;
    }

    private TrainingOutcome Train(Trainer trainer, ulong seed, CancellationToken cancellation) => CheckpointOf(seed) is { } path
        ? trainer.Train(path, pace, atEpochs: false, cancellation: cancellation)
        : trainer.Train(cancellation: cancellation);

    // By the seed, which no other trial of the search has.
    private string? CheckpointOf(ulong seed) => checkpoints is null ? null : Path.Combine(checkpoints, $"trial-{seed:x16}.safetensors");
}
