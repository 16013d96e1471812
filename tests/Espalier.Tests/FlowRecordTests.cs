using System.Security.Cryptography;
using System.Text.Json;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Tests;

/// <summary>What a run leaves in its study.</summary>
public sealed class FlowRecordTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    [Fact]
    public void Every_epoch_of_the_log_is_in_the_metrics()
    {
        var path = runs.Of("e2rnas").Path;
        var lines = File.ReadLines(Path.Combine(path, "log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);
        var epochs = lines.Where(line => line.TryGetProperty("summary", out _)).Select(line => line.GetProperty("summary")).ToArray();

        var (_, study) = Read(path);

        Assert.Equal(2, epochs.Length);
        foreach (var epoch in epochs)
        {
            var step = epoch.GetProperty("epoch").GetInt32();
            var found = study.Metrics.Where(metric => metric.Stage == "search" && metric.Step == step).ToDictionary(metric => metric.Name);
            Assert.Equal(epoch.GetProperty("trainLoss").GetDouble(), found["train_loss"].Value);
            Assert.Equal(epoch.GetProperty("trainAccuracy").GetDouble(), found["train_accuracy"].Value);
            Assert.Equal(epoch.GetProperty("expectedParameters").GetDouble(), found["expected_parameters"].Value);
            Assert.Equal(epoch.GetProperty("genotype").GetString(), found["genotype"].Text);
            foreach (var (objective, place) in epoch.GetProperty("objectives").EnumerateObject().Select((objective, place) => (objective, place)))
            {
                Assert.Equal(objective.Value.GetDouble(), found[$"objective.{objective.Name}"].Value);
                Assert.Equal(epoch.GetProperty("gamma")[place].GetDouble(), found[$"gamma.{objective.Name}"].Value);
            }

            var entropy = epoch.GetProperty("entropy");
            Assert.Equal(entropy.EnumerateArray().Sum(kind => kind.GetArrayLength()), found.Keys.Count(name => name.StartsWith("entropy.", StringComparison.Ordinal)));
            Assert.Equal(entropy[1][3].GetDouble(), found["entropy.1.3"].Value);
        }
    }

    [Theory]
    [InlineData("e2rnas", TrialKind.Derived)]
    [InlineData("random-search", TrialKind.Candidate)]
    public void A_finished_run_is_a_finished_study(string method, TrialKind kind)
    {
        var (path, result, _, _) = runs.Of(method);

        var (row, study) = Read(path);

        Assert.Equal((method, "darts", runs.Data, 7UL, StudyState.Finished), (row.Method, row.Space, row.Data, row.Seed, row.State));
        Assert.Equal((path, "espalier test"), (row.Folder, row.Command));
        Assert.Equal(JsonSerializer.Serialize(result, StudyJson.Line), row.Result);
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "run.json"))).RootElement, JsonDocument.Parse(row.Settings).RootElement));
        Assert.Equal(result.Environment, JsonSerializer.Deserialize<RunEnvironment>(Assert.Single(study.Sessions).Environment, StudyJson.Line));
        Assert.Contains(study.Trials, trial => trial.Genotype == result.Genotype && trial.Kind == kind && trial.Macs > trial.Params);
        Assert.Equal(result.Accuracy!.Pgd, study.Metrics.Single(metric => metric is { Stage: "test", Name: "pgd" }).Value);
        Assert.Equal([0, 1], study.Metrics.Where(metric => metric is { Stage: "train", Name: "loss" }).Select(metric => metric.Step));
        Assert.All(study.Artefacts, artefact =>
        {
            var content = File.ReadAllBytes(Path.Combine(path, artefact.Path));
            Assert.Equal((content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), (artefact.Bytes, artefact.Sha256));
        });
        Assert.Equal(["genotype", "log", "model", "result", "settings"], study.Artefacts.Select(artefact => artefact.Kind).Order());
    }

    [Fact]
    public void The_trials_of_a_sampling_search_are_those_of_its_log_with_their_seeds()
    {
        var path = runs.Of("random-search").Path;
        var log = File.ReadLines(Path.Combine(path, "log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);
        var lines = log.Where(line => line.TryGetProperty("genotype", out _)).ToArray();

        var trials = Read(path).Study.Trials;

        Assert.Equal(2, lines.Length);
        foreach (var (line, trial) in lines.Zip(trials))
        {
            Assert.Equal(line.GetProperty("genotype").GetString(), trial.Genotype);
            Assert.Equal(line.GetProperty("accuracy").GetDouble(), trial.Accuracy);
            Assert.Equal(line.GetProperty("params").GetInt64(), trial.Params);
            Assert.Equal(SeededRandom.Derive(7, "trial", trial.Number), trial.Seed);
            Assert.True(trial.Seconds > 0);
        }
    }

    [Theory]
    [InlineData("darts", 1)]
    [InlineData("darts", 2)]
    [InlineData("random-search", 3)]
    public void A_run_that_is_resumed_goes_on_with_its_study_and_doubles_nothing(string method, int seed)
    {
        var (straight, _, watch, _) = runs.Of(method);
        var (broken, random, sessions) = (runs.Out($"recorded-{method}-{seed}"), new SeededRandom((ulong)seed), 0);
        for (var ended = false; !ended; sessions++)
        {
            using var stop = new CancellationTokenSource();
            var at = sessions < 3 ? random.Next(1, watch.Steps["search"] + 3) : 0;
            ended = Record.Exception(() => sessions == 0
                ? Flow.Start(runs.Settings(method), broken, new FlowWatch(stop, at), stop.Token)
                : Flow.Resume(broken, new FlowWatch(stop, at), stop.Token)) is null;
            var state = Read(broken).Row.State;
            Assert.Equal(ended ? StudyState.Finished : StudyState.Interrupted, state);
        }

        var (expected, found) = (Read(straight).Study, Read(broken).Study);

        Assert.True(sessions >= 3, $"{sessions} sessions");
        Assert.Equal(Enumerable.Range(0, sessions), found.Sessions.Select(session => session.Number));
        Assert.Equal(Timeless(expected), Timeless(found));
    }

    [Fact]
    public void A_store_that_was_lost_is_made_again_with_what_the_checkpoint_remembers()
    {
        var (path, settings) = (runs.Out("lost"), runs.Settings("random-search"));
        using (var stop = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(() => Flow.Start(settings, path, new FlowWatch(stop, 1), stop.Token));
        }

        var id = Read(path).Row.Id;
        File.Delete(Path.Combine(path, StoreAddress.FileName));
        Flow.Resume(path, new FlowWatch(), CancellationToken.None);

        Assert.Equal(id, Read(path).Row.Id);
        Assert.Equal([0, 1], Read(path).Study.Trials.Select(trial => trial.Number));
    }

    [Fact]
    public void What_stopped_a_run_is_told_and_a_resumed_run_forgets_it()
    {
        var path = runs.Out("failed");
        var settings = runs.Settings("darts") with { Train = false, SearchEpochs = 1 };

        var fault = Assert.Throws<InvalidInputException>(() => Flow.Start(settings, path, new Refusal(), CancellationToken.None));

        Assert.Equal((StudyState.Failed, fault.Message), (Read(path).Row.State, Read(path).Row.Failure));
    }

    [Fact]
    public void Several_runs_may_share_a_store()
    {
        var shared = StoreAddress.At(runs.Out("shared/all.db"));
        var settings = runs.Settings("random-search") with { Train = false };
        foreach (var name in new[] { "shared-one", "shared-two" })
        {
            Flow.Start(settings, runs.Out(name), new SilentObserver(), CancellationToken.None, store: shared);
        }

        using var store = StudyStore.Open(shared, create: false);
        var studies = store.Studies();
        Assert.Equal([runs.Out("shared-one"), runs.Out("shared-two")], studies.Select(study => study.Study.Folder));
        Assert.Equal(2, studies.Select(study => study.Study.Id).Distinct().Count());
        Assert.All(studies, study => Assert.Equal(2, study.Trials));
        Assert.False(File.Exists(Path.Combine(runs.Out("shared-one"), StoreAddress.FileName)));
    }

    [Fact]
    public void A_store_that_cannot_be_had_is_told_before_a_folder_is_made()
    {
        var store = StoreAddress.Parse("postgres://me@127.0.0.1:1/nas");

        Assert.Throws<InvalidInputException>(
            () => Flow.Start(runs.Settings("darts"), runs.Out("never"), new FlowWatch(), CancellationToken.None, store: store));

        Assert.False(Directory.Exists(runs.Out("never")));
    }

    private static (StudyRow Row, Content Study) Read(string path)
    {
        var folder = RunFolder.Open(path);
        var reference = StudyReference.Load(folder)!;
        using var store = StudyStore.Open(reference.Address(folder), create: false);
        var row = store.Study(reference.Study)!;
        return (row, new Content(store.Sessions(row.Id), store.Trials(row.Id), store.Metrics(row.Id), store.Artefacts(row.Id)));
    }

    /// <summary>What does not depend on a clock.</summary>
    private static string Timeless(Content study) => JsonSerializer.Serialize(new
    {
        Trials = study.Trials.Select(trial => trial with { StudyId = string.Empty, Seconds = 0, LatencyMilliseconds = null, Recorded = default }),
        Metrics = study.Metrics.Select(metric => metric with { StudyId = string.Empty }).Where(metric => metric.Name != "images_per_second"),
        Artefacts = study.Artefacts.Where(artefact => artefact.Kind != "result").Select(artefact => artefact with { StudyId = string.Empty }),
    });

    private sealed record Content(
        IReadOnlyList<SessionRow> Sessions, IReadOnlyList<TrialRow> Trials, IReadOnlyList<MetricRow> Metrics, IReadOnlyList<ArtefactRow> Artefacts);

    /// <summary>Stops a run by a fault of the caller's.</summary>
    private sealed class Refusal : IFlowObserver
    {
        public void Begin(string stage, string detail)
        {
        }

        public void Progress(long done, long total, string text, bool milestone) => throw new InvalidInputException("watch", "is full", "empty it");

        public void Warn(string text)
        {
        }
    }
}
