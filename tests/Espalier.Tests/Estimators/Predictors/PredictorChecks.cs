using Espalier.Estimators;

namespace Espalier.Tests.Estimators.Predictors;

/// <summary>What every predictor that learns from architectures alone keeps.</summary>
internal static class PredictorChecks
{
    public static void Hold(Func<IPredictor> make, double least)
    {
        var (known, asked) = (KnownCells.Drawn(60, 1), KnownCells.Drawn(40, 2));
        var accuracies = known.Select(KnownCells.Linear).ToArray();
        var live = torch.LiveTensorsOfThread;
        var predictor = make();
        Assert.Throws<InvalidOperationException>(() => predictor.Predict(asked));
        predictor.Fit(KnownCells.Drawn(10, 9), [.. Enumerable.Range(0, 10).Select(i => i / 10.0)]);
        predictor.Fit(known, accuracies);
        var together = predictor.Predict(asked);
        var again = make();
        again.Fit(known, accuracies);

        Assert.Equal(live, torch.LiveTensorsOfThread);
        Assert.Equal(together, again.Predict(asked));
        Assert.Equal(together[3].Mean, predictor.Predict([asked[3]])[0].Mean, 1e-5);
        Assert.Empty(predictor.Predict([]));
        Assert.All(together, told => Assert.True(told.Deviation is >= 0 && double.IsFinite(told.Mean)));
        var pearson = Espalier.Evaluation.RankCorrelation.Pearson([.. asked.Select(KnownCells.Linear)], [.. together.Select(told => told.Mean)]);
        Assert.InRange(pearson, least, 1.0001);
        Assert.Throws<ArgumentException>(() => predictor.Fit(known[..1], accuracies[..1]));
        Assert.Throws<ArgumentException>(() => predictor.Fit(known, accuracies[..5]));
        predictor.Fit(known[..5], [0.5, 0.5, 0.5, 0.5, 0.5]);
        Assert.All(predictor.Predict(asked), told => Assert.InRange(told.Mean, 0.45, 0.55));
    }
}
