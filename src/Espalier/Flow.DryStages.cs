using Espalier.Attacks;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.OneShot;
using Espalier.Estimators.ZeroCost;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Supernets;
using Espalier.Training;

namespace Espalier;

/// <content>Each stage, for a few steps.</content>
public sealed partial class Flow
{
    private const int NetworksTried = 3;
    private const int MostDraws = 100;
    private const int FirstImages = 8;
    private const int MostEvaluations = 12;
    private static readonly TimeSpan SearchTrial = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrawTrial = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan NetworkTrial = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EvaluationTrial = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MemoryTrial = TimeSpan.FromSeconds(6);

    /// <summary>How many trainings a run has.</summary>
    private int Trainings => (method is null ? 1 : settings.Finalists) * settings.Replicates;

    /// <summary>Networks that a search might come to: nobody knows yet which, so the trial is spread over some.</summary>
    private DrawnNetworks DrawNetworks(List<string> warnings)
    {
        if (method is null)
        {
            return new([space.Parse(settings.Genotype!, "genotype")], 0);
        }

        var random = new SeededRandom(SeededRandom.Derive(settings.Seed, "plan"));
        var (began, draws) = (clock.GetTimestamp(), 0);
        var found = new List<Genotype>();
        observer.Begin("plan", "networks within the limits");
        while (found.Count < NetworksTried && draws < MostDraws && (draws < NetworksTried || clock.GetElapsedTime(began) < DrawTrial))
        {
            cancellation.ThrowIfCancellationRequested();
            var genotype = space.Sample(random);
            draws++;
            if (Excess(genotype) == 0)
            {
                found.Add(genotype);
            }
        }

        var seconds = clock.GetElapsedTime(began).TotalSeconds / Math.Max(1, found.Count);
        if (found.Count == 0)
        {
            warnings.Add(
                $"of {draws} random networks none keeps the limits: the times are of one that is as near as can be, and random search may find none");
            found.Add(Nearest(random));
        }

        return new(found, seconds);
    }

    /// <summary>
    /// What a search may end with: one by samples with a network like those drawn, one by gradients with any within the limits, the smallest
    /// and the largest included.
    /// </summary>
    private IReadOnlyList<Genotype> Ends(DrawnNetworks drawn) =>
        method?.Type.IsAssignableTo(typeof(GradientStrategy)) == true && space is IPricedSpace priced
            ? [.. drawn.Genotypes.Concat(new[] { priced.Smallest, priced.Largest }.Where(end => Excess(end) == 0)).Distinct()]
            : drawn.Genotypes;

    private Genotype Nearest(Random random) => space is IPricedSpace priced
        ? new[] { priced.Smallest, priced.Largest }.MinBy(Excess)!
        : space.Sample(random);

    private IEnumerable<PlannedStage> DryGradientStages(DataSplit data, DrawnNetworks drawn, DrySizes sizes)
    {
        yield return DryGradientSearch(sizes);
        if (settings.Candidates > 1)
        {
            yield return DryJudging(data, drawn.Genotypes);
        }
    }

    private IEnumerable<PlannedStage> DrySamplingStages(SamplingStrategy strategy, DataSplit data, DrawnNetworks drawn, DrySizes sizes)
    {
        var metrics = Metrics(data, file: null, told: null);
        if (strategy.Demand(metrics.Names) is { } demand)
        {
            yield return DryScoring(metrics, demand, drawn);
        }

        yield return DrySampling(strategy, data, drawn, sizes);
    }

    private PlannedStage DryGradientSearch(DrySizes sizes)
    {
        observer.Begin("plan: search", $"{settings.Method}, a few steps");
        using var watch = Watch("search", SearchTrial);
        PeakMemory.TryReset();
        watch.See(() => SeenBy(watch, watch.Token).Search());
        var steps = File.ReadLines(folder.Log).Count();
        sizes.Search = LengthOf(folder.Checkpoint("search"));
        sizes.SearchEpochs = settings.SearchEpochs;
        sizes.Log = LengthOf(folder.Log) / Math.Max(1, steps) * watch.Total;
        return PlannedStage.Of("search", watch.Total, watch.Times, PeakMemory.MiB(), watch.SetUp + watch.WarmUp);
    }

    /// <summary>Candidates judged by weights that nobody trained, which takes as long.</summary>
    private PlannedStage DryJudging(DataSplit data, IReadOnlyList<Genotype> genotypes)
    {
        observer.Begin("plan: judge", $"{genotypes.Count} networks, by shared weights");
        PeakMemory.TryReset();
        using var generator = new Generator(SeededRandom.Derive(settings.Seed, "plan"));
        using var supernet = SupernetCatalog.Build(
            space, NetworkOf(settings.Search) with { Statistics = data.Statistics }, generator, FormOf(method!));
        var few = data.Validation.Take(Math.Min(data.Validation.Count, ValidationJudge.AttackedImages));
        var estimator = new InheritedWeights(supernet, data.Train, Judge(few), clock);
        var times = genotypes.Select(genotype =>
        {
            var judged = estimator.Judge(genotype, settings.Seed, cancellation).Seconds;
            using var path = supernet.Extract(genotype);
            return 1000 * (judged + ((data.Validation.Count - few.Count) * CleanSeconds(path, few)));
        });
        return PlannedStage.Of("judge", settings.Candidates, StepTimes.Of([.. times]), PeakMemory.MiB());
    }

    private double CleanSeconds(Network network, ImageSet images) =>
        SecondsPerImage(images.Count, few => new Evaluator().Clean(network, few, cancellation: cancellation), images);

    /// <summary>What networks give away untrained, as many of them at once as in the run.</summary>
    private PlannedStage DryScoring(ProxyMetrics metrics, MetricDemand demand, DrawnNetworks drawn)
    {
        observer.Begin("plan: score", $"{drawn.Genotypes.Count} untrained networks by {demand.Metrics.Count} metrics");
        PeakMemory.TryReset();
        var bystanders = Bystanders.OfThisMachine(settings.Threads);
        var atOnce = Math.Min(settings.Threads, demand.Networks);
        var (done, total) = (0, 1 + drawn.Genotypes.Count);
        var first = MillisecondsOf(drawn.Genotypes[0]);
        var times = StepTimes.OfAnyOf([.. drawn.Genotypes.Select(genotype => StepTimes.Of([MillisecondsOf(genotype)], bystanders))]);
        var warmUp = Math.Max(0, first - times.Median) * atOnce / 1000;
        return PlannedStage.Of("score", demand.Networks, times, PeakMemory.MiB(), warmUp + (demand.Networks * drawn.Seconds));

        double MillisecondsOf(Genotype genotype)
        {
            var began = clock.GetTimestamp();
            metrics.Of(demand.Metrics, [.. Enumerable.Repeat(genotype, atOnce)]);
            var taken = clock.GetElapsedTime(began).TotalMilliseconds / atOnce;
            bystanders.Look();
            observer.Progress(++done, total, "networks scored", done == total);
            return taken;
        }
    }

    private PlannedStage DrySampling(SamplingStrategy strategy, DataSplit data, DrawnNetworks drawn, DrySizes sizes)
    {
        observer.Begin("plan: search", $"{settings.Method}, a few steps of candidates");
        PeakMemory.TryReset();
        var (times, judging, total, warmUp) = (new List<StepTimes>(), new List<double>(), 0L, 0.0);
        foreach (var genotype in drawn.Genotypes)
        {
            using var network = space.Build(genotype, NetworkOf(settings.Search) with { Statistics = data.Statistics });
            using var trainer = new Trainer(network, data.Train, data.Statistics, ShortRecipe(strategy), settings.Seed, clock: clock);
            using var watch = Watch("search", NetworkTrial);
            watch.See(() => trainer.Train(progress => watch.Progress(0, (long)progress.Epochs * progress.Steps, string.Empty, false), watch.Token));
            warmUp = times.Count == 0 ? watch.WarmUp : warmUp;
            times.Add(watch.Times);
            total = watch.Total;
            judging.Add(JudgingSeconds(network, data.Validation));
        }

        sizes.Trials = strategy.Trials;
        var perTrial = drawn.Seconds + judging.Average();
        var steps = total * strategy.TotalEpochs / strategy.EpochsPerTrial;
        return PlannedStage.Of("search", steps, StepTimes.OfAnyOf(times), PeakMemory.MiB(), warmUp + (strategy.Trials * perTrial));
    }

    private PlannedStage DryTraining(IReadOnlyList<Genotype> genotypes, DrySizes sizes)
    {
        observer.Begin("plan: train", $"a few steps of {genotypes.Count} networks");
        PeakMemory.TryReset();
        var (times, total, warmUp) = (new List<StepTimes>(), 0L, 0.0);
        var looks = new List<double>();
        foreach (var genotype in genotypes)
        {
            var place = new TrainingPlace(
                1, 1, new JudgedCandidate(0, new Candidate(genotype, CandidateOrigin.Search), CostOf(genotype), new TrialOutcome()), settings.Seed);
            using var network = space.Build(genotype, FinalSettings());
            using var watch = Watch("train", NetworkTrial);
            watch.See(() => SeenBy(watch, watch.Token).Train(network, place, 1));
            warmUp = times.Count == 0 ? watch.WarmUp : warmUp;
            times.Add(watch.Times);
            total = watch.Total;
            ModelFile.Save(folder.Model, network, Card(genotype));
            sizes.Model = Math.Max(sizes.Model, LengthOf(folder.Model));
            var kept = settings.Recipe.Keep == KeptEpoch.Best ? LengthOf(folder.Model) : 0;
            sizes.Train = Math.Max(sizes.Train, LengthOf(folder.Checkpoint("train")) + kept);
            looks.Add(LookSeconds(network));

            // The next network must not go on from this one's.
            File.Delete(folder.Checkpoint("train"));
            File.Delete(CheckpointFile.PreviousOf(folder.Checkpoint("train")));
        }

        return PlannedStage.Of(
            "train", total * Trainings, StepTimes.OfAnyOf(times), PeakMemory.MiB(), warmUp + (looks.Average() * settings.Recipe.Rounds * Trainings));
    }

    /// <summary>What looking at the robustness after an epoch takes.</summary>
    private double LookSeconds(Network network)
    {
        var images = EpochReview.WatchedOf(settings.Recipe, final.Train.Count);
        var attack = EpochReview.AttackOf(settings.Recipe);
        return images == 0 ? 0 : images * SecondsPerImage(
            Math.Min(FirstImages, images),
            few => new Evaluator().Attacked(network, few, attack, settings.Seed, cancellation: cancellation),
            final.Train);
    }

    /// <summary>What a trial's look at the validation images takes.</summary>
    private double JudgingSeconds(Network network, ImageSet validation)
    {
        var attacked = SecondsPerImage(
            FirstImages,
            images => new Evaluator().Attacked(network, images, JudgeAttack(), settings.Seed, cancellation: cancellation),
            validation);
        var clean = CleanSeconds(network, validation.Take(Math.Min(FirstImages, validation.Count)));
        return ((validation.Count + (shifts.Passes * Math.Min(ShiftWishes.MostImages, validation.Count))) * clean)
            + (Math.Min(ValidationJudge.AttackedImages, validation.Count) * attacked);
    }

    /// <summary>On training images: they take as long as those of the test set, which stays shut.</summary>
    private PlannedStage DryEvaluation(Genotype genotype)
    {
        observer.Begin("plan: evaluate", "clean, fgsm, pgd on a few images");
        PeakMemory.TryReset();
        var present = PeakMemory.PresentMiB();
        using var network = space.Build(genotype, FinalSettings());
        var began = clock.GetTimestamp();
        var least = SecondsPerImage(FirstImages, images => Robust(network, images, null), final.Train);
        var batch = Math.Min(Evaluator.DefaultBatch, Math.Min(final.Test.Count, final.Train.Count));
        var count = Math.Clamp((int)(EvaluationTrial.TotalSeconds / 3 / least), Math.Min(FirstImages, batch), batch);
        var bystanders = Bystanders.OfThisMachine(settings.Threads);
        var times = new List<double>();
        while (times.Count < 2 || (clock.GetElapsedTime(began) < EvaluationTrial && times.Count < MostEvaluations))
        {
            times.Add(1000 * SecondsPerImage(count, images => Robust(network, images, null), final.Train));
            bystanders.Look();
            observer.Progress(times.Count, MostEvaluations, $"{times.Count} times {count} images", false);
        }

        return PlannedStage.Of(
            "evaluate", (long)final.Test.Count * Trainings, StepTimes.Of(times, bystanders), PeakOf(network, batch, count, least, present));
    }

    /// <summary>
    /// What a full batch needs, MiB. One attack of one step tells it, and takes a part of the time; where that is still too long, it is what
    /// the smaller batch took, as many times.
    /// </summary>
    private double PeakOf(Network network, int batch, int tried, double secondsPerImage, double present)
    {
        if (tried < batch && secondsPerImage * batch * OneStepOf(settings.PgdSteps) < MemoryTrial.TotalSeconds)
        {
            var fgsm = new Fgsm(new AttackSettings { Epsilon = settings.Epsilon });
            new Evaluator().Attacked(network, final.Train.Take(batch), fgsm, settings.Seed, cancellation: cancellation);
            tried = batch;
        }

        return present + (Math.Max(0, PeakMemory.MiB() - present) * batch / tried);

        // Forward costs one, forward and backward three: clean and attacked images, and a gradient per step.
        static double OneStepOf(int steps) => 5.0 / (6 + (3 * steps));
    }

    private double SecondsPerImage(int count, Action<ImageSet> evaluate, ImageSet images)
    {
        cancellation.ThrowIfCancellationRequested();
        var few = images.Take(count);
        var began = clock.GetTimestamp();
        evaluate(few);
        return clock.GetElapsedTime(began).TotalSeconds / few.Count;
    }

    private DryWatch Watch(string stage, TimeSpan budget) => new(stage, observer, budget, settings.Threads, clock, cancellation);

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Networks to try.</summary>
    /// <param name="Genotypes">At least one.</param>
    /// <param name="Seconds">What it took to draw one that keeps the limits.</param>
    private sealed record DrawnNetworks(IReadOnlyList<Genotype> Genotypes, double Seconds);
}
