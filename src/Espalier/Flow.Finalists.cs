using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Training;

namespace Espalier;

/// <content>The trainings of a run: every finalist with every replicate's seed, then all on the test set.</content>
public sealed partial class Flow
{
    /// <summary>
    /// Trains and evaluates. Replicates of one number have one seed, so that finalists differ in nothing but their architecture; that of the
    /// first is the run's.
    /// </summary>
    private List<TrainedNetwork> TrainAll(IReadOnlyList<JudgedCandidate> finalists)
    {
        var networks = new List<Network>();
        try
        {
            var trained = new List<TrainedNetwork>();
            foreach (var (finalist, candidate) in finalists.Index())
            {
                FileFault.Guard(folder.Finalists, () => Prepare(finalist + 1, candidate.Candidate.Genotype));
                for (var replicate = 1; replicate <= settings.Replicates; replicate++)
                {
                    var place = new TrainingPlace(finalist + 1, replicate, candidate, SeedOf(replicate));
                    var network = space.Build(candidate.Candidate.Genotype, FinalSettings());
                    networks.Add(network);
                    trained.Add(new TrainedNetwork(place, Train(network, place, finalists.Count), null));
                }
            }

            return Evaluated(networks, trained);
        }
        finally
        {
            networks.ForEach(network => network.Dispose());
        }
    }

    /// <summary>The one place of a run that opens the test set: when every training is over.</summary>
    private List<TrainedNetwork> Evaluated(List<Network> networks, List<TrainedNetwork> trained)
    {
        if (!trained.Exists(network => network.Outcome.End == TrainingEnd.Finished))
        {
            return trained;
        }

        var test = final.Test.Open();
        var images = DataChecksum.Of(test);
        return [.. trained.Select((network, i) => network.Outcome.End == TrainingEnd.Finished
            ? network with { Robust = Kept(Evaluate(networks[i], test, Which(network.Place, trained[^1].Place.Finalist)), network.Place, images) }
            : network)];
    }

    /// <summary>Leaves beside the weights what became of each image: networks are compared on the same ones.</summary>
    private RobustReport Kept(RobustReport report, TrainingPlace place, string images)
    {
        var model = folder.ModelOf(place.Finalist, place.Replicate);
        OutcomesFile.Save(
            new ImageOutcomes { Model = ModelFile.Checksum(model), Data = settings.Data, Images = images, Outcomes = report.Outcomes }, model);
        return report;
    }

    private ulong SeedOf(int replicate) => replicate == 1 ? settings.Seed : SeededRandom.Derive(settings.Seed, "replicate", replicate);

    private void Prepare(int finalist, Genotype genotype)
    {
        for (var replicate = 1; replicate <= settings.Replicates; replicate++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.ModelOf(finalist, replicate))!);
        }

        AtomicText.Write(folder.GenotypeOf(finalist), genotype.Text + "\n");
    }

    /// <summary>Which of several trainings, in front of what is told of it; nothing where there is one.</summary>
    private string Which(TrainingPlace place, int finalists) => string.Concat(
        finalists > 1 ? $"finalist {place.Finalist} of {finalists}, " : string.Empty,
        settings.Replicates > 1 ? $"replicate {place.Replicate} of {settings.Replicates}, " : string.Empty);

    private static ResultAccuracy? AccuracyOf(TrainedNetwork? trained) => trained?.Robust is { } robust
        ? new ResultAccuracy(robust.Clean.Fraction, robust.Fgsm.Fraction, robust.Pgd.Fraction)
        : null;

    private static ResultMeans? MeansOf(IEnumerable<TrainedNetwork> trained)
    {
        var reports = trained.Select(network => network.Robust).OfType<RobustReport>().ToArray();
        return reports.Length == 0
            ? null
            : new ResultMeans(
                ResultMean.Of([.. reports.Select(report => report.Clean.Fraction)]),
                ResultMean.Of([.. reports.Select(report => report.Fgsm.Fraction)]),
                ResultMean.Of([.. reports.Select(report => report.Pgd.Fraction)]));
    }

    private ResultFinalist Finalist(IGrouping<int, TrainedNetwork> trained)
    {
        var network = trained.First().Place.Network;
        return new(
            trained.Key,
            network.Candidate.Genotype.Text,
            network.Cost.Parameters,
            network.Cost.Macs,
            MeansOf(trained),
            [.. trained.Select(replicate => new ResultReplicate(
                replicate.Place.Seed,
                Path.GetRelativePath(folder.Root, folder.ModelOf(replicate.Place.Finalist, replicate.Place.Replicate)),
                replicate.Outcome.Seconds,
                replicate.Outcome.Epochs,
                AccuracyOf(replicate),
                replicate.Outcome.Reason,
                KeptOf(replicate.Outcome),
                OverfittingOf(replicate.Outcome)))]);
    }

    private static string HeldOut(Trainer trainer) =>
        trainer.HeldOutImages > 0 ? $", {trainer.HeldOutImages} held out to choose the epoch by" : string.Empty;

    private static ResultKept? KeptOf(TrainingOutcome outcome) =>
        outcome.Kept is { } kept ? new(kept.Epoch, kept.Robust, kept.Images) : null;

    private static ResultOverfitting? OverfittingOf(TrainingOutcome outcome) =>
        outcome.Overfitting is { } fall ? new(fall.Epoch, fall.Before, fall.After) : null;

    /// <summary>One of a run's trainings.</summary>
    /// <param name="Finalist">The network's number among the finalists, from 1.</param>
    /// <param name="Replicate">The training's number among the network's, from 1.</param>
    /// <param name="Network">The network.</param>
    /// <param name="Seed">What everything random in it derives from.</param>
    private sealed record TrainingPlace(int Finalist, int Replicate, JudgedCandidate Network, ulong Seed)
    {
        /// <summary>Whether it is the training that a run has in any case.</summary>
        internal bool IsMain => Finalist == 1 && Replicate == 1;

        internal string Checkpoint => IsMain ? "train" : $"train-{Finalist}-{Replicate}";

        /// <summary>An epoch's line in the log, which says of what training it is where that is another than the main one.</summary>
        internal TrainingLine Line(TrainedEpoch epoch) => IsMain ? new(epoch) : new(epoch, Finalist, Replicate);
    }

    /// <summary>A training that is over.</summary>
    /// <param name="Place">Which.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Robust">What the test images say; null where it diverged.</param>
    private sealed record TrainedNetwork(TrainingPlace Place, TrainingOutcome Outcome, RobustReport? Robust);

    private sealed record TrainingLine(TrainedEpoch Training, int? Finalist = null, int? Replicate = null);
}
