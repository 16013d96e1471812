using Espalier.Fronts;
using Espalier.Objectives;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Studies.Store;
using Espalier.Tests.Training;

namespace Espalier.Tests;

/// <summary>Candidates, their front, finalists and replicates of a whole run.</summary>
public sealed class FlowFrontTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    private static readonly string[] Models =
    [
        "model.safetensors",
        "finalists/1/replicate-2/model.safetensors",
        "finalists/2/model.safetensors",
        "finalists/2/replicate-2/model.safetensors",
    ];

    [Theory]
    [InlineData("darts")]
    [InlineData("e2rnas")]
    public void Judging_changes_nothing_of_the_network_that_a_run_chooses(string method)
    {
        var (path, result, _, _) = runs.Of(method);
        var watch = new FlowWatch();

        var alone = Flow.Start(runs.Settings(method) with { Candidates = 1 }, runs.Out($"alone-{method}"), watch, CancellationToken.None);

        Assert.Equal(["search", "train", "evaluate"], watch.Stages);
        Assert.Equal((result.Genotype, result.Accuracy, result.Params), (alone.Genotype, alone.Accuracy, alone.Params));
        Assert.All(
            ["genotype.json", "log.jsonl", "model.safetensors"],
            file => Assert.Equal(Read(path, file), Read(runs.Out($"alone-{method}"), file)));
        Assert.Equal([3, null], [result.Search!.Judged, alone.Search!.Judged]);
        var judged = Trials(method)[0];
        Assert.Equal((result.Genotype, judged.Accuracy), (judged.Genotype, result.Search.JudgedAccuracy!.Clean));
        var only = Assert.Single(alone.Front);
        Assert.Equal((alone.Genotype, alone.Accuracy, ResultJudge.Training), (only.Genotype, only.Accuracy, only.JudgedBy));
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("random-search")]
    public void The_front_is_made_of_judged_networks_that_do_not_dominate_each_other(string method)
    {
        var settings = runs.Settings(method) with { Candidates = 8, Train = false };
        settings = method == "random-search"
            ? settings with { Options = new Dictionary<string, string> { ["trials"] = "6", ["epochs"] = "1" }, SearchBatch = 30 }
            : settings;
        var before = LiveTensorsOfThread;

        var result = Flow.Start(settings, runs.Out($"front-{method}"), new FlowWatch(), CancellationToken.None);

        Assert.Equal(before, LiveTensorsOfThread);
        var costs = result.Front.Select(Costs).ToArray();
        Assert.All(costs, one => Assert.DoesNotContain(costs, other => ParetoFront.Dominates(other, one)));
        var trials = Trials($"front-{method}");
        Assert.Equal(method == "random-search" ? 6 : 8, trials.Count);
        Assert.Equal(trials.Count, trials.Select(trial => trial.Genotype).Distinct().Count());
        Assert.All(result.Front, member =>
        {
            Assert.True(member.LatencyMilliseconds > 0);
            Assert.Equal(member.Accuracy!.Clean, trials.Single(trial => trial.Genotype == member.Genotype).Accuracy);
        });

        static double[] Costs(ResultCandidate member) =>
            [1 - member.Accuracy!.Clean!.Value, 1 - member.Accuracy.Pgd!.Value, member.Params!.Value, member.Macs!.Value];
    }

    [Fact]
    public void Candidates_keep_the_limits_of_the_run()
    {
        var own = runs.Of("darts").Result.Params!.Value;
        var limits = new NetworkLimits { MinParams = own * 95 / 100, MaxParams = own * 105 / 100 };

        Flow.Start(
            runs.Settings("darts") with { Candidates = 8, Train = false, Limits = limits },
            runs.Out("within"),
            new FlowWatch(),
            CancellationToken.None);

        var sizes = Trials("within").Select(trial => trial.Params!.Value).ToArray();
        Assert.True(sizes.Distinct().Count() > 2, string.Join(" ", sizes));
        Assert.All(sizes, size => Assert.InRange(size, limits.MinParams.Value, limits.MaxParams.Value));
    }

    [Fact]
    public void Finalists_are_trained_with_every_replicates_seed()
    {
        var before = LiveTensorsOfThread;
        var watch = new FlowWatch();

        var result = Flow.Start(Settings(), runs.Out("finalists"), watch, CancellationToken.None);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal(["search", "judge", "measure", .. Enumerable.Repeat("train", 4), .. Enumerable.Repeat("evaluate", 4)], watch.Stages);
        Assert.Equal([1, 2], result.Finalists!.Select(finalist => finalist.Number));
        Assert.Equal(result.Genotype, result.Finalists![0].Genotype);
        Assert.NotEqual(result.Genotype, result.Finalists[1].Genotype);
        Assert.All(result.Finalists, finalist => Assert.Equal(
            [7, SeededRandom.Derive(7, "replicate", 2)], finalist.Replicates.Select(replicate => replicate.Seed)));
        Assert.Equal(Models, result.Finalists.SelectMany(finalist => finalist.Replicates).Select(replicate => replicate.Model));
        Assert.Equal(result.Accuracy, result.Finalists[0].Replicates[0].Accuracy);
        AssertMeans(result);
        AssertModels(result, runs.Out("finalists"));
        AssertRecorded(result, runs.Out("finalists"));

        // The first training is the one of a run that knows nothing of others.
        Assert.Equal(Weights(runs.Of("darts").Path, Models[0]), Weights(runs.Out("finalists"), Models[0]));
        Assert.Equal(runs.Of("darts").Result.Accuracy, result.Accuracy);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_that_is_interrupted_while_it_judges_or_trains_finalists_ends_with_the_same_bits(int seed)
    {
        var (straight, broken, watch) = (runs.Out($"straight-{seed}"), runs.Out($"broken-{seed}"), new FlowWatch());
        var expected = Flow.Start(Settings(), straight, watch, CancellationToken.None);
        var random = new SeededRandom((ulong)seed);

        // After the search, then again and again at random places.
        var at = watch.Steps["search"] + random.Next(1, 4);
        for (var sessions = 0; ; sessions++)
        {
            using var stop = new CancellationTokenSource();
            if (Record.Exception(() => sessions == 0
                ? Flow.Start(Settings(), broken, new FlowWatch(stop, at), stop.Token)
                : Flow.Resume(broken, new FlowWatch(stop, sessions < 5 ? at : 0), stop.Token)) is null)
            {
                Assert.True(sessions > 1, $"{sessions} interruptions");
                break;
            }

            at = random.Next(1, 9);
        }

        var found = RunResult.Load(Path.Combine(broken, "result.json"));
        Assert.Equal(Timeless(expected), Timeless(found));
        Assert.All(Models, model => Assert.Equal(Read(straight, model), Read(broken, model)));
        Assert.Equal(Judged(straight), Judged(broken));
    }

    [Fact]
    public void More_finalists_than_the_front_has_networks_are_as_many_as_there_are()
    {
        var watch = new FlowWatch();
        var settings = runs.Settings("random-search") with { Finalists = 3 };

        var result = Flow.Start(settings, runs.Out("too-many"), watch, CancellationToken.None);

        Assert.InRange(result.Finalists?.Count ?? 1, 1, 2);
        Assert.StartsWith("the front has no more networks", Assert.Single(watch.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_network_has_replicates_too()
    {
        var settings = runs.Settings("darts") with { Genotype = DartsGenotypes.DartsV2.Text, Replicates = 2 };

        var result = Flow.Start(settings, runs.Out("given"), new FlowWatch(), CancellationToken.None);

        var only = Assert.Single(result.Finalists!);
        Assert.Equal(2, only.Replicates.Count);
        Assert.Equal(2, Assert.Single(result.Front).Trained!.Clean.Count);
    }

    [Fact]
    public void A_limit_of_latency_holds_for_every_candidate()
    {
        var settings = runs.Settings("darts") with { Train = false, Limits = new NetworkLimits { MaxLatencyMilliseconds = 10_000 } };

        var result = Flow.Start(settings, runs.Out("timed"), new FlowWatch(), CancellationToken.None);

        Assert.All(Trials("timed"), trial => Assert.InRange(trial.LatencyMilliseconds!.Value, 1e-6, 10_000));
        Assert.Equal(runs.Of("darts").Result.Genotype, result.Genotype);
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_told_before_anything_is_written()
    {
        var settings = runs.Settings("darts") with { Candidates = 2, Finalists = 3, Replicates = 0 };

        var fault = Assert.Throws<InvalidInputException>(
            () => Flow.Start(settings, runs.Out("senseless"), new FlowWatch(), CancellationToken.None));

        Assert.All(
            ["(2, 3, 0) are at least 1", "3 are more than the 2 candidates"],
            text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(runs.Out("senseless")));
    }

    private FlowSettings Settings() => runs.Settings("darts") with { Finalists = 2, Replicates = 2 };

    private static void AssertMeans(RunResult result) => Assert.All(result.Finalists!, finalist =>
    {
        double[] pgd = [.. finalist.Replicates.Select(replicate => replicate.Accuracy!.Pgd!.Value)];
        Assert.Equal(ResultMean.Of(pgd), finalist.Trained!.Pgd);
        Assert.Equal(Math.Abs(pgd[0] - pgd[1]) / Math.Sqrt(2), finalist.Trained.Pgd.Deviation!.Value, 1e-12);
        var members = result.Front.Where(member => member.Genotype == finalist.Genotype).ToArray();
        Assert.All(members, member => Assert.Equal((finalist.Number, finalist.Trained), (member.Finalist, member.Trained)));
    });

    private static void AssertModels(RunResult result, string path)
    {
        foreach (var finalist in result.Finalists!)
        {
            foreach (var replicate in finalist.Replicates)
            {
                var (network, card) = ModelFile.Load(Path.Combine(path, replicate.Model), Flow.SpaceOf);
                network.Dispose();
                Assert.Equal(finalist.Genotype, card.Genotype);
            }
        }

        Assert.Equal(4, Models.Select(model => Convert.ToHexString(Weights(path, model))).Distinct().Count());
        Assert.Equal(result.Finalists[1].Genotype + "\n", File.ReadAllText(Path.Combine(path, "finalists/2/genotype.json")));
    }

    private static void AssertRecorded(RunResult result, string path)
    {
        var folder = RunFolder.Open(path);
        using var store = StudyStore.Open(StoreAddress.In(path), create: false);
        var study = StudyReference.Load(folder)!.Study;
        var test = store.Metrics(study).Where(metric => metric is { Stage: "test", Name: "pgd" or "pgd.2" }).ToArray();
        Assert.Equal(4, test.Length);
        Assert.Equal(result.Accuracy!.Pgd, test.Single(metric => metric.Trial == MetricRow.WholeStudy).Value);
        Assert.Equal(
            result.Finalists!.SelectMany(finalist => finalist.Replicates).Select(replicate => replicate.Accuracy!.Pgd).Order(),
            test.Select(metric => metric.Value).Order());
        Assert.Equal(result.Accuracy.Clean, store.Overview(study).Test["clean"]);
        Assert.Equal(Models.Order(StringComparer.Ordinal), store.Artefacts(study).Where(file => file.Kind == "model").Select(file => file.Path));
    }

    private IReadOnlyList<TrialRow> Trials(string name)
    {
        using var store = StudyStore.Open(StoreAddress.In(runs.Out(name)), create: false);
        return store.Trials(Assert.Single(store.Studies()).Study.Id);
    }

    private IEnumerable<(string Genotype, double? Accuracy)> Judged(string name) =>
        Trials(name).Select(trial => (trial.Genotype, trial.Accuracy));

    private static byte[] Weights(string path, string model)
    {
        using var network = ModelFile.Load(Path.Combine(path, model), Flow.SpaceOf).Network;
        return Bits.Of(network);
    }

    /// <summary>What does not depend on a clock.</summary>
    private static string Timeless(RunResult result) => (result with
    {
        Front = [.. result.Front.Select(member => member with { LatencyMilliseconds = null })],
        Finalists = [.. result.Finalists!.Select(finalist => finalist with
        {
            Replicates = [.. finalist.Replicates.Select(replicate => replicate with { Seconds = 0 })],
        })],
        Search = null,
        Train = null,
    }).ToJson();

    private static byte[] Read(string path, string file) => File.ReadAllBytes(Path.Combine(path, file));
}
