using Espalier.Attacks;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.OneShot;
using Espalier.Fronts;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Candidates;
using Espalier.Supernets;

namespace Espalier;

/// <content>Several networks instead of one: candidates around what the search came to, their front, and who of it is trained.</content>
public sealed partial class Flow
{
    private const int JudgeSteps = 3;

    /// <summary>The attack on validation images: short, since every candidate meets it.</summary>
    private Pgd JudgeAttack() => new(new AttackSettings { Epsilon = settings.Epsilon, Steps = JudgeSteps });

    /// <summary>What candidates are judged by: accuracy, clean and attacked, and what else the method's options make an objective.</summary>
    private ValidationJudge Judge(ImageSet validation) => new(validation, JudgeAttack(), shifts);

    /// <summary>The networks around the one a gradient search derived, judged by the weights they share. None for a search that failed.</summary>
    private IReadOnlyList<JudgedCandidate> Judged(
        IRelaxedSpace cells, Supernet supernet, SearchOutcome outcome, IReadOnlyList<double[,]> mixture, DataSplit data)
    {
        if (settings.Candidates == 1 || outcome.Report.Failure is not null)
        {
            return [];
        }

        observer.Begin("judge", $"up to {settings.Candidates} networks around the one found, by the weights they share");
        var candidates = new CandidatesAround(cells, settings.Limits, Counted, Excess).Of(outcome.Genotype, mixture, settings.Candidates);
        var estimator = new InheritedWeights(supernet, data.Train, Judge(data.Validation), clock);
        var outcomes = new CandidateJudging(estimator, settings.Seed, folder.Checkpoint("candidates"))
            .Run(candidates, Watch, observer.Warn, cancellation);
        return [.. candidates.Zip(outcomes, (candidate, known) => (candidate, known))
            .Select((judged, i) => new JudgedCandidate(i, judged.candidate, CostOf(judged.candidate.Genotype), judged.known))];
    }

    /// <summary>
    /// The trials of a sampling search that ended well, of those trained as long as any; what they cost is that of the networks to be trained.
    /// </summary>
    private IReadOnlyList<JudgedCandidate> Judged(IReadOnlyList<TrialSummary> trials) =>
    [
        .. Longest(trials.Select((trial, number) => (trial, number)).Where(pair => pair.trial.Accuracy is not null)).Select(pair =>
        {
            var genotype = space.Parse(pair.Trial.Genotype, "trial");
            var outcome = new TrialOutcome
            {
                Accuracy = pair.Trial.Accuracy,
                RobustAccuracy = pair.Trial.RobustAccuracy,
                CorruptedAccuracy = pair.Trial.CorruptedAccuracy,
                OodAuroc = pair.Trial.OodAuroc,
            };
            return new JudgedCandidate(pair.Number, new Candidate(genotype, CandidateOrigin.Trial), CostOf(genotype), outcome);
        }),
    ];

    /// <summary>Accuracies after fewer epochs stand on no front with those after more.</summary>
    private static IEnumerable<(TrialSummary Trial, int Number)> Longest(IEnumerable<(TrialSummary Trial, int Number)> trials) =>
        trials.GroupBy(pair => pair.Trial.Epochs ?? int.MaxValue).MaxBy(alike => alike.Key) ?? Enumerable.Empty<(TrialSummary, int)>();

    /// <summary>
    /// The front of the candidates, and those of it that are to be trained. Where latency is not limited, it is measured only now, of the
    /// front's members, and decides nothing: a clock never says the same twice.
    /// </summary>
    private Selection Select(SearchOutcome search, NetworkCost cost)
    {
        var candidates = search.Candidates.Count > 0
            ? search.Candidates
            : [new JudgedCandidate(0, new Candidate(search.Genotype, CandidateOrigin.Search), cost, new TrialOutcome())];
        var own = candidates.First(candidate => candidate.Candidate.Genotype.Equals(search.Genotype));
        var front = NetworkFront.Of(candidates, Point);
        var finalists = NetworkFront.Spread(own, front, settings.Finalists, Point);
        if (finalists.Count < settings.Finalists)
        {
            observer.Warn($"the front has no more networks: {finalists.Count} of {settings.Finalists} finalists");
        }

        if (search.Candidates.Count > 0 && settings.Candidates > 1 && device is null)
        {
            var latencies = Latencies(front.Union(finalists).ToArray());
            (candidates, front, finalists) = (Timed(candidates), Timed(front), Timed(finalists));

            JudgedCandidate[] Timed(IReadOnlyList<JudgedCandidate> networks) => [.. networks.Select(network =>
                latencies.TryGetValue(network.Number, out var latency)
                    ? network with { Cost = network.Cost with { LatencyMilliseconds = latency } }
                    : network)];
        }

        return new Selection(candidates, front, finalists);
    }

    private Dictionary<int, double> Latencies(JudgedCandidate[] networks)
    {
        observer.Begin("measure", $"how long {networks.Length} networks of the front take for one image");
        return networks.Select((network, i) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var latency = measurements.Of(network.Candidate.Genotype.Text, () =>
            {
                using var deployed = Deployed(network.Candidate.Genotype);
                return MeasuredLatency.Of(deployed, InputShape(), clock).Median;
            });
            observer.Progress(i + 1, networks.Length, $"the last {latency:0.###} ms", i + 1 == networks.Length);
            return (network.Number, latency);
        }).ToDictionary();
    }

    private static FrontPoint Point(JudgedCandidate candidate) => new(
        candidate.Outcome.Accuracy,
        candidate.Outcome.RobustAccuracy,
        candidate.Cost.Parameters,
        candidate.Cost.Macs,
        candidate.Cost.LatencyMilliseconds)
    {
        Corrupted = candidate.Outcome.CorruptedAccuracy,
        Ood = candidate.Outcome.OodAuroc,
    };

    /// <summary>Counts by which candidates are made; MACs, which take a pass, only where they are limited.</summary>
    private NetworkCost Counted(Genotype genotype)
    {
        using var network = Deployed(genotype);
        return settings.Limits.MaxMacs is null
            ? new NetworkCost(NetworkCost.ParametersOf(network), 0)
            : NetworkCost.Of(network, InputShape());
    }

    /// <summary>What a run chose among.</summary>
    /// <param name="Candidates">All that were compared; the one the search came to is among them.</param>
    /// <param name="Front">Those that no other is better than.</param>
    /// <param name="Finalists">Those to be trained, the one the search came to first.</param>
    private sealed record Selection(
        IReadOnlyList<JudgedCandidate> Candidates, IReadOnlyList<JudgedCandidate> Front, IReadOnlyList<JudgedCandidate> Finalists);
}
