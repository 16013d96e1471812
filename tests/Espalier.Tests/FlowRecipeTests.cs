using Espalier.Reports;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Training;
using Espalier.Training;

namespace Espalier.Tests;

/// <summary>Runs that keep the most robust epoch.</summary>
public sealed class FlowRecipeTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    [Fact]
    public void A_run_tells_the_epoch_it_kept_and_the_test_images_have_no_say_in_it()
    {
        var watch = new FlowWatch();
        var result = Flow.Start(Settings(), runs.Out("trades"), watch, CancellationToken.None);
        FlowRuns.Write(runs.Out("other-data"), testSeed: 3);
        var other = Flow.Start(Settings() with { Data = runs.Out("other-data") }, runs.Out("trades-other"), new FlowWatch(), CancellationToken.None);

        var told = Robust("trades");
        Assert.Equal(3, told.Length);
        var kept = result.Train!.Kept!;
        Assert.Equal((Array.IndexOf(told, told.Max()), told.Max(), 6), (kept.Epoch, kept.Pgd, kept.Images));
        Assert.Equal(kept, other.Train!.Kept);
        Assert.Equal(told, Robust("trades-other"));
        Assert.Equal(Weights("trades"), Weights("trades-other"));
        Assert.NotNull(result.Accuracy);
        Assert.Equal(3, watch.Texts.Count(text => text.Contains(" pgd-10 ", StringComparison.Ordinal)));
        Assert.Contains("\"kept\":", File.ReadAllText(Path.Combine(runs.Out("trades"), "result.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_keeps_the_best_epoch_and_is_interrupted_ends_with_the_same_bits()
    {
        var straight = Flow.Start(Settings() with { Seed = 9 }, runs.Out("straight"), new FlowWatch(), CancellationToken.None);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(
            () => Flow.Start(Settings() with { Seed = 9 }, runs.Out("broken"), new FlowWatch(stop, 5), stop.Token));
        var found = Flow.Resume(runs.Out("broken"), new FlowWatch(), CancellationToken.None);

        Assert.Equal((straight.Hash, straight.Train!.Kept), (found.Hash, found.Train!.Kept));
        foreach (var file in new[] { "log.jsonl", "model.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(runs.Out("straight"), file)), File.ReadAllBytes(Path.Combine(runs.Out("broken"), file)));
        }
    }

    private FlowSettings Settings() => runs.Settings("given") with
    {
        Genotype = DartsGenotypes.DartsV2.Text,
        Recipe = runs.Settings("given").Recipe with { Adversarial = "trades-2", Epochs = 3, Keep = KeptEpoch.Best },
    };

    private double[] Robust(string run) =>
    [
        .. RunCurves.Read(Path.Combine(runs.Out(run), "log.jsonl")).Training["robust"].Select(point => point.Y),
    ];

    private byte[] Weights(string run)
    {
        using var network = ModelFile.Load(Path.Combine(runs.Out(run), "model.safetensors"), Flow.SpaceOf).Network;
        return Bits.Of(network);
    }
}
