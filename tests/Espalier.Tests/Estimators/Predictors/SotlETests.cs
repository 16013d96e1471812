using Espalier.Estimators;
using Espalier.Estimators.Predictors;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class SotlETests
{
    private static readonly NetworkFacts Network = MadeUpCurves.Of(new(1, 0.1, 4), new(2, 0.2, 2), new(3, 0.3, 1));

    [Fact]
    public void It_tells_minus_the_last_loss() => Assert.Equal(-1, new SotlE(MadeUpCurves.Context(), new()).Predict([Network])[0].Mean);

    /// <summary>4, then (4 + 2) / 2 = 3, then (3 + 1) / 2 = 2.</summary>
    [Fact]
    public void Smoothed_it_tells_minus_an_exponential_mean() =>
        Assert.Equal(-2, new SotlE(MadeUpCurves.Context(), new() { Smoothing = 0.5 }).Predict([Network])[0].Mean);

    [Fact]
    public void A_smoothing_of_1_would_never_move() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SotlEOptions { Smoothing = 1 });
}
