using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Evaluation;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class LcsvrTests
{
    private static readonly LcsvrOptions Few = new() { Draws = 40 };

    /// <summary>The accuracy after twenty epochs orders these curves worse than their form does.</summary>
    [Fact]
    public void It_learns_what_the_form_of_a_curve_promises()
    {
        var (networks, ends) = MadeUpCurves.Draw(140, 20, 5);
        var predictor = new Lcsvr(MadeUpCurves.Context(), new() { Draws = 200 });
        predictor.Fit(networks[..100], ends[..100]);
        var found = predictor.Predict(networks[100..]).Means();
        var stopped = new EarlyStopAccuracy(MadeUpCurves.Context()).Predict(networks[100..]).Means();

        var (ours, theirs) = (RankCorrelation.Kendall(ends[100..], found), RankCorrelation.Kendall(ends[100..], stopped));
        Assert.True(ours > 0.85 && ours > theirs, $"{ours} and {theirs}");
        Assert.InRange(found.Zip(ends[100..], (one, other) => Math.Abs(one - other)).Average(), 0, 0.03);
    }

    [Fact]
    public void The_same_seed_tells_the_same()
    {
        var (networks, ends) = MadeUpCurves.Draw(20, 8, 5);
        IReadOnlyList<Prediction> Told()
        {
            var predictor = new Lcsvr(MadeUpCurves.Context(), Few);
            predictor.Fit(networks, ends);
            return predictor.Predict(networks);
        }

        Assert.Equal(Told(), Told());
    }

    [Fact]
    public void Curves_of_another_length_are_refused()
    {
        var (networks, ends) = MadeUpCurves.Draw(10, 8, 5);
        var predictor = new Lcsvr(MadeUpCurves.Context(), Few);
        predictor.Fit(networks, ends);

        Assert.Throws<InvalidInputException>(() => predictor.Predict(MadeUpCurves.Draw(1, 9, 5).Networks));
        Assert.Throws<ArgumentException>(() => predictor.Fit(networks[..2], ends[..2]));
        Assert.Throws<InvalidOperationException>(() => new Lcsvr(MadeUpCurves.Context(), Few).Predict(networks));
    }
}
