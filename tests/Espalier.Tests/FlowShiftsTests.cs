namespace Espalier.Tests;

/// <summary>Whole runs whose objectives are corruptions and images of other data.</summary>
public sealed class FlowShiftsTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    private const string Both = "accuracy,corruptions,ood";

    [Fact]
    public void A_front_tells_what_candidates_are_worth_on_both()
    {
        var result = Flow.Start(Gradient("noise"), runs.Out("shifts"), new FlowWatch(), CancellationToken.None);

        Assert.All(result.Front, member =>
        {
            Assert.InRange(member.Accuracy!.Corrupted!.Value, 0, 1);
            Assert.InRange(member.Accuracy.Ood!.Value, 0, 1);
        });
    }

    [Fact]
    public void A_search_by_samples_goes_by_them_and_goes_on_after_an_interruption()
    {
        // With one candidate no latency is measured, which is never the same twice.
        var settings = runs.Settings("nsga2") with
        {
            Train = false,
            Candidates = 1,
            Options = new Dictionary<string, string> { ["trials"] = "3", ["population"] = "2", ["epochs"] = "1", ["objectives"] = Both },
        };
        var straight = Flow.Start(settings, runs.Out("sampled"), new FlowWatch(), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Flow.Start(settings, runs.Out("broken"), new StoppingWatch(stop), stop.Token));

        var resumed = Flow.Resume(runs.Out("broken"), new FlowWatch(), CancellationToken.None);

        Assert.Equal(straight.Front, resumed.Front);
        Assert.Equal(File.ReadAllText(Path.Combine(runs.Out("sampled"), "log.jsonl")), File.ReadAllText(Path.Combine(runs.Out("broken"), "log.jsonl")));
        Assert.All(straight.Front, member => Assert.NotNull(member.Accuracy!.Corrupted));
    }

    [Fact]
    public void Other_data_must_be_there_and_be_other_data_before_a_folder_is_made()
    {
        Assert.Contains("nowhere", Refused("nowhere"), StringComparison.Ordinal);
        Assert.Contains("is the data that is to be known", Refused(runs.Data), StringComparison.Ordinal);

        string Refused(string data)
        {
            var fault = Assert.Throws<InvalidInputException>(() =>
                Flow.Start(Gradient(data), runs.Out("refused"), new FlowWatch(), CancellationToken.None));
            Assert.False(Directory.Exists(runs.Out("refused")));
            return fault.Message;
        }
    }

    private FlowSettings Gradient(string other) => runs.Settings("darts") with
    {
        Train = false,
        Options = new Dictionary<string, string> { ["objectives"] = Both, ["order"] = "first", ["ood-data"] = other },
    };

    /// <summary>Presses Ctrl-C after the first trial.</summary>
    private sealed class StoppingWatch(CancellationTokenSource stop) : IFlowObserver
    {
        public void Begin(string stage, string detail)
        {
        }

        public void Progress(long done, long total, string text, bool milestone) => stop.Cancel();

        public void Warn(string text)
        {
        }
    }
}
