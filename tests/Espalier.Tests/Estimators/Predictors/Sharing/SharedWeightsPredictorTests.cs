using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Estimators.Predictors.Sharing;
using Espalier.Spaces.NasBenchMacro;

namespace Espalier.Tests.Estimators.Predictors.Sharing;

public sealed class SharedWeightsPredictorTests : IDisposable
{
    private static readonly NetworkFacts[] Asked = [SharedImages.Convolutions, .. KnownCells.Drawn(4, 3), SharedImages.Nothing];
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<bool> Both => [true, false];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Both))]
    public void A_seed_decides_and_company_does_not(bool drawn)
    {
        var live = torch.LiveTensorsOfThread;
        var (first, second, other) = (Told(drawn, 1), Told(drawn, 1), Told(drawn, 2));
        using (var predictor = Make(drawn, SharedImages.Context()))
        {
            predictor.Fit([], []);
            predictor.Fit([], []);
            Assert.Equal(first[2], predictor.Predict([Asked[2]])[0]);
            Assert.Empty(predictor.Predict([]));
        }

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(live, torch.LiveTensorsOfThread);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void What_was_interrupted_goes_on_to_the_same_weights(bool drawn)
    {
        var live = torch.LiveTensorsOfThread;
        using var source = new CancellationTokenSource();
        var images = new PredictorImages { Data = SharedImages.Data, Checkpoint = Path.Combine(folder, "weights") };
        var watcher = new Watcher(step =>
        {
            if (step == 4)
            {
                source.Cancel();
            }
        });
        using (var interrupted = Make(drawn, SharedImages.Context(1, images with { Observer = watcher, Cancellation = source.Token })))
        {
            Assert.Throws<OperationCanceledException>(() => interrupted.Fit([], []));
            Assert.Throws<InvalidOperationException>(() => interrupted.Predict(Asked));
        }

        var steps = new List<long>();
        using (var resumed = Make(drawn, SharedImages.Context(1, images with { Observer = new Watcher(steps.Add) })))
        {
            resumed.Fit([], []);
            Assert.Equal(5, steps[0]);
            Assert.Equal(Told(drawn, 1), resumed.Predict(Asked));
        }

        Assert.Equal(live, torch.LiveTensorsOfThread);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void What_is_missing_is_told(bool drawn)
    {
        using var blind = Make(drawn, SharedImages.Context() with { Images = null });
        Assert.Equal((PredictorNeeds.Images, 0), (blind.Needs, blind.LeastNetworks));
        Assert.Contains("images", Assert.Throws<InvalidInputException>(() => blind.Fit([], [])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => blind.Predict(Asked));

        var refused = Assert.Throws<InvalidInputException>(() => Make(drawn, SharedImages.Context() with { Space = new NasBenchMacroSpace() }));
        Assert.Contains("no weights to share", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_rate_that_no_training_survives_is_named()
    {
        var live = torch.LiveTensorsOfThread;
        using (var wild = new Rsws(SharedImages.Context(), new RswsOptions { Channels = 2, Cells = 3, Images = 0, Rate = 100, WeightDecay = 1, Epochs = 30 }))
        {
            Assert.Contains("lower rate", Assert.Throws<InvalidInputException>(() => wild.Fit([], [])).Message, StringComparison.Ordinal);
        }

        Assert.Equal(live, torch.LiveTensorsOfThread);
    }

    private static IReadOnlyList<Prediction> Told(bool drawn, ulong seed)
    {
        using var predictor = Make(drawn, SharedImages.Context(seed));
        predictor.Fit([], []);
        return predictor.Predict(Asked);
    }

    private static SharedWeightsPredictor Make(bool drawn, PredictorContext context) => drawn
        ? new Rsws(context, new RswsOptions { Epochs = 3, Channels = 2, Cells = 3, Batch = 32, Images = 0, Judged = 0 })
        : new OneShotWeights(context, new OneShotWeightsOptions { Epochs = 3, Channels = 2, Cells = 3, Batch = 32, Images = 0, Judged = 0 });

    private sealed class Watcher(Action<long> told) : IFlowObserver
    {
        public void Begin(string stage, string detail)
        {
        }

        public void Progress(long done, long total, string text, bool milestone) => told(done);

        public void Warn(string text) => Assert.Fail(text);
    }
}
