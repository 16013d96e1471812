using Espalier.Objectives;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Training;

namespace Espalier.Tests;

public sealed class FlowTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    [Theory]
    [InlineData("darts")]
    [InlineData("e2rnas")]
    [InlineData("random-search")]
    public void A_run_goes_from_data_to_result(string method)
    {
        var (path, result, watch, leaked) = runs.Of(method);

        string[] judged = method == "random-search" ? [] : ["judge"];
        Assert.Equal(["search", .. judged, "measure", "train", "evaluate"], watch.Stages);
        Assert.Empty(watch.Warnings);
        Assert.Equal((method, "darts", runs.Data, 7UL), (result.Method, result.Space, result.Data, result.Seed));
        Assert.Equal(result.Genotype, new DartsSpace().Parse(result.Genotype, "test").Text);
        Assert.True(result.Params > 0 && result.Macs > result.Params);
        Assert.Null(result.LatencyMilliseconds);
        Assert.All([result.Accuracy!.Clean, result.Accuracy.Fgsm, result.Accuracy.Pgd],
            accuracy => Assert.Equal(0, accuracy!.Value * 20 % 1, 1e-9));
        Assert.Equal(("linf", 8.0 / 255, 3), (result.Attack!.Norm, result.Attack.Epsilon, result.Attack.Steps));
        Assert.Equal(2, result.Train!.Epochs);
        Assert.True(result.Search!.Seconds > 0 && result.Search.PeakRssMiB > 0);
        Assert.Equal(("espalier test", 1), (result.Command, result.Environment.Threads));
        Assert.Equal(0, leaked);
        AssertFiles(path, result);
    }

    [Fact]
    public void A_gradient_search_tells_its_epochs()
    {
        var result = runs.Of("e2rnas").Result;

        Assert.Equal((4, 2, 2), (result.Search!.Steps, result.Search.Objectives.Count, result.Search.Gamma.Count));
        Assert.Equal(["accuracy", "params"], result.Search.Objectives[0].Keys);
        Assert.True(result.Search.StepMilliseconds!.Median > 0);
    }

    [Fact]
    public void A_sampling_search_tells_its_front()
    {
        var result = runs.Of("random-search").Result;

        Assert.Equal(2, result.Search!.Steps);
        Assert.Contains(result.Front, candidate => candidate.Genotype == result.Genotype && candidate.Params == result.Params
            && candidate is { Accuracy: { Clean: not null, Pgd: not null }, JudgedBy: ResultJudge.ShortTraining });
    }

    [Theory]
    [InlineData("darts", 1)]
    [InlineData("e2rnas", 2)]
    [InlineData("random-search", 3)]
    [InlineData("random-search", 4)]
    public void A_run_that_is_interrupted_anywhere_ends_with_the_same_bits(string method, int seed)
    {
        var (path, expected, straight, _) = runs.Of(method);
        var broken = runs.Out($"broken-{method}-{seed}");
        var random = new SeededRandom((ulong)seed);
        using var stop = new CancellationTokenSource();
        using var stopAgain = new CancellationTokenSource();

        // Once in the search, once wherever it falls, then to the end.
        var first = random.Next(1, straight.Steps["search"]);
        Assert.Throws<OperationCanceledException>(() => Flow.Start(runs.Settings(method), broken, new FlowWatch(stop, first), stop.Token));
        var second = random.Next(1, straight.Steps.Values.Sum() - first);
        Record.Exception(() => Flow.Resume(broken, new FlowWatch(stopAgain, second), stopAgain.Token));
        var found = Flow.Resume(broken, new FlowWatch(), CancellationToken.None);

        Assert.Equal((expected.Genotype, expected.Accuracy, expected.Params), (found.Genotype, found.Accuracy, found.Params));
        foreach (var file in new[] { "genotype.json", "log.jsonl", "model.safetensors" })
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(path, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(broken, file))), file);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        var again = Flow.Start(runs.Settings("random-search"), runs.Out("again"), new FlowWatch(), CancellationToken.None);
        var other =
            Flow.Start(runs.Settings("random-search") with { Seed = 8 }, runs.Out("other"), new FlowWatch(), CancellationToken.None);

        var (path, result, _, _) = runs.Of("random-search");
        Assert.Equal((result.Genotype, result.Accuracy), (again.Genotype, again.Accuracy));
        Assert.Equal(File.ReadAllBytes(Path.Combine(path, "model.safetensors")),
            File.ReadAllBytes(Path.Combine(runs.Out("again"), "model.safetensors")));
        Assert.NotEqual(result.Genotype, other.Genotype);
    }

    [Fact]
    public void A_run_of_a_given_genotype_searches_nothing_and_goes_on_in_its_training()
    {
        using var stop = new CancellationTokenSource();
        var settings = runs.Settings("darts") with { Genotype = DartsGenotypes.DartsV2.Text };
        var (whole, rest) = (new FlowWatch(), new FlowWatch());
        var straight = Flow.Start(settings, runs.Out("given"), whole, CancellationToken.None);

        Assert.Throws<OperationCanceledException>(() => Flow.Start(settings, runs.Out("given-broken"), new FlowWatch(stop, 3), stop.Token));
        var resumed = Flow.Resume(runs.Out("given-broken"), rest, CancellationToken.None);

        Assert.Equal(["train", "evaluate"], whole.Stages);
        Assert.Equal(DartsGenotypes.DartsV2.Text, straight.Genotype);
        Assert.Null(straight.Search);
        Assert.Equal(whole.Steps["train"] - 3, rest.Steps["train"]);
        Assert.Equal(straight.Accuracy, resumed.Accuracy);
        var log = File.ReadAllText(RunFolder.Open(runs.Out("given")).Log);
        Assert.Equal(2, log.Split("{\"training\":{\"epoch\":").Length - 1);
        Assert.Equal(log, File.ReadAllText(RunFolder.Open(runs.Out("given-broken")).Log));
    }

    [Fact]
    public void Test_images_decide_nothing_before_the_end()
    {
        var (path, _, _, _) = runs.Of("random-search");
        var (data, other) = (runs.Out("other-data"), runs.Out("other-test"));
        FlowRuns.Write(data, testSeed: 3);

        Flow.Start(runs.Settings("random-search") with { Data = data }, other, new FlowWatch(), CancellationToken.None);

        Assert.All(["genotype.json", "log.jsonl"],
            file => Assert.Equal(File.ReadAllBytes(Path.Combine(path, file)), File.ReadAllBytes(Path.Combine(other, file))));
        Assert.Equal(Weights(path), Weights(other));

        static byte[] Weights(string run)
        {
            using var network = ModelFile.Load(Path.Combine(run, "model.safetensors"), Flow.SpaceOf).Network;
            return Bits.Of(network);
        }
    }

    [Fact]
    public void A_search_alone_trains_and_judges_nothing()
    {
        var watch = new FlowWatch();

        var result =
            Flow.Start(runs.Settings("random-search") with { Train = false }, runs.Out("search-alone"), watch, CancellationToken.None);

        Assert.Equal(["search", "measure"], watch.Stages);
        Assert.True(result.Accuracy is null && result.Train is null && result.Attack is null);
        Assert.False(File.Exists(Path.Combine(runs.Out("search-alone"), "model.safetensors")));
    }

    [Fact]
    public void A_finished_run_gives_its_result_again_without_work()
    {
        var watch = new FlowWatch();
        var (path, result, _, _) = runs.Of("random-search");

        Assert.Equal(result.ToJson(), Flow.Resume(path, watch, CancellationToken.None).ToJson());
        Assert.Empty(watch.Stages);
    }

    [Fact]
    public void A_search_that_diverges_says_so_and_so_does_whoever_goes_on_with_it()
    {
        var settings = runs.Settings("darts") with
        {
            Options = new Dictionary<string, string> { ["order"] = "first", ["weight-rate"] = "1e30" },
        };
        using var stop = new CancellationTokenSource();

        // The second step diverges: its weights took the first one. The training that follows is interrupted.
        var first = new FlowWatch(stop, at: 3);
        Assert.Throws<OperationCanceledException>(() => Flow.Start(settings, runs.Out("diverged"), first, stop.Token));
        var second = new FlowWatch();
        var result = Flow.Resume(runs.Out("diverged"), second, CancellationToken.None);

        Assert.Contains("in epoch 0, step 1", result.Search!.Failure, StringComparison.Ordinal);
        Assert.Equal(1, result.Search.Steps);
        Assert.Equal((2, 0), (first.Steps["search"], second.Steps.GetValueOrDefault("search")));
        Assert.All([first, second], watch => Assert.Contains(
            $"ended early: {result.Search.Failure};", Assert.Single(watch.Warnings), StringComparison.Ordinal));
        Assert.True(result.Train is not null && result.Params > 0);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("e2rnas")]
    [InlineData("random-search")]
    public void Limits_hold_for_the_network_of_every_method(string method)
    {
        var most = runs.Of("darts").Result.Params!.Value * 9 / 10;
        var settings = runs.Settings(method) with { Train = false, SearchEpochs = 1, Limits = new NetworkLimits { MaxParams = most } };

        var result = Flow.Start(settings, runs.Out($"limited-{method}"), new FlowWatch(), CancellationToken.None);

        Assert.True(result.Params <= most, $"{result.Params} of {most}");
    }

    [Fact]
    public void E2rnas_at_its_floor_gives_networks_whose_sizes_order_as_the_targets()
    {
        long[] targets = [16_000, 24_000, 36_000];
        var sizes = targets.Select(target => Flow.Start(
            runs.Settings("e2rnas") with
            {
                Options = new Dictionary<string, string> { ["order"] = "first", ["architecture-rate"] = "0.1", ["bound"] = "floor" },
                Limits = new NetworkLimits { MinParams = target },
                Final = new NetworkSize(8, 4),
                Train = false,
            },
            runs.Out($"floor-{target}"),
            new SilentObserver(),
            CancellationToken.None).Params!.Value).ToArray();

        Assert.All(sizes.Zip(targets), pair => Assert.InRange(pair.First, pair.Second, long.MaxValue));
        Assert.True(sizes[0] < sizes[1] && sizes[1] < sizes[2], string.Join(" ", sizes));
    }

    [Fact]
    public void Limits_that_no_network_keeps_are_the_callers_fault()
    {
        var settings = runs.Settings("darts") with { Train = false, SearchEpochs = 1, Limits = new NetworkLimits { MaxParams = 10 } };

        var watch = new FlowWatch();
        var fault = Assert.Throws<InvalidInputException>(() => Flow.Start(settings, runs.Out("impossible"), watch, CancellationToken.None));

        Assert.StartsWith("--max-params 10: the smallest network of 3 channels and 3 cells has ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(watch.Stages);
        Assert.False(Directory.Exists(runs.Out("impossible")));
    }

    [Fact]
    public void Settings_survive_their_file()
    {
        var options = new Dictionary<string, string> { ["order"] = "first" };
        var limits = new NetworkLimits { MinParams = 5, MaxMacs = 900_000_000, MaxLatencyMilliseconds = 2500.5 };
        var settings = runs.Settings("e2rnas") with { Limits = limits, Options = options };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Flow.Start(settings, runs.Out("settings"), new FlowWatch(stop, 1), stop.Token));

        var found = Flow.SettingsOf(RunFolder.Open(runs.Out("settings")));

        Assert.Equal(options, found.Options);
        Assert.Equal(settings, found with { Options = settings.Options });
    }

    [Fact]
    public void Faults_are_told_together_before_anything_is_written()
    {
        var settings = runs.Settings("darts") with { SearchBatch = 1, PgdSteps = 0, Final = new NetworkSize(0, 2), Epsilon = 8 };

        var fault =
            Assert.Throws<InvalidInputException>(() => Flow.Start(settings, runs.Out("faulty"), new FlowWatch(), CancellationToken.None));

        Assert.All(["batch: 1", "pgd steps: 0", "channels", "cells", "epsilon: 8"],
            text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', fault.Message);
        Assert.False(Directory.Exists(runs.Out("faulty")));
    }

    [Theory]
    [InlineData("drats", null, null, "darts, darts-pt, e2rnas, enas, gbdt-nas")]
    [InlineData("darts", "rate", "1", "no option 'rate'")]
    [InlineData("darts", "clip", "-1", "clip='-1'")]
    public void A_method_or_option_that_is_not_there_is_told_before_anything_is_written(
        string method, string? option, string? value, string expected)
    {
        var settings = runs.Settings(method);
        settings = option is null ? settings : settings with { Options = new Dictionary<string, string> { [option] = value! } };

        var fault =
            Assert.Throws<InvalidInputException>(() => Flow.Start(settings, runs.Out("wrong"), new FlowWatch(), CancellationToken.None));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(runs.Out("wrong")));
    }

    private void AssertFiles(string path, RunResult result)
    {
        Assert.Equal(result.Genotype + "\n", File.ReadAllText(Path.Combine(path, "genotype.json")));
        Assert.Equal(result.ToJson(), RunResult.Load(Path.Combine(path, "result.json")).ToJson());
        Assert.NotEmpty(File.ReadAllLines(Path.Combine(path, "log.jsonl")));
        var (network, card) = ModelFile.Load(Path.Combine(path, "model.safetensors"), Flow.SpaceOf);
        using (network)
        {
            Assert.Equal((result.Genotype, runs.Data), (card.Genotype, card.Data));
        }
    }
}
