using Espalier.Attacks;
using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Training;

namespace Espalier.Estimators.Training;

/// <summary>The accuracy on the validation part after a short training on the train part.</summary>
[Method(
    "short-training",
    Paper = "Random Search and Reproducibility for Neural Architecture Search, arXiv 1902.07638",
    Year = 2019,
    Summary = "validation accuracy after a few epochs of training, clean and under a short attack")]
public sealed class ShortTraining(ISearchSpace space, NetworkSettings settings, DataSplit data, TrainingRecipe recipe, IAttack attack)
    : IEstimator
{
    private readonly ValidationJudge judge = new(data.Validation, attack);

    /// <inheritdoc/>
    public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation)
    {
        using var generator = new Generator(SeededRandom.Derive(seed, "weights"));
        using var network = space.Build(genotype, settings);
        Initialization.Draw(network, generator);
        var cost = NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
        using var trainer = new Trainer(network, data.Train, data.Statistics, recipe, seed);
        var training = trainer.Train(cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        var known = new TrialOutcome
        {
            Params = cost.Parameters,
            Macs = cost.Macs,
            Seconds = training.Seconds,
            Failure = training.Reason,
        };
        if (training.End != TrainingEnd.Finished)
        {
            return known;
        }

        var (clean, robust) = judge.Judge(network, seed, cancellation);
        return known with { Accuracy = clean, RobustAccuracy = robust };
    }
}
