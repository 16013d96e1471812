using Espalier.Balancing;
using Espalier.Costs;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class E2rnasOptionsTests
{
    [Fact]
    public void Defaults_are_the_published_search_with_the_authors_defects_mended()
    {
        var options = new E2rnasOptions();

        Assert.Equal("accuracy,params", options.Objectives);
        Assert.Equal("fgsm-rs", options.Lower);
        Assert.Equal(UnrollOrder.Second, options.Order);
        Assert.Equal(GradientNormalisation.None, options.Normalisation);
        Assert.Equal(
            (CountForm.Edges, WeightTarget.Normalised, WeightClamp.Exact, SatisfiedObjectives.Drop),
            (options.Count, options.ApplyTo, options.Clamp, options.Satisfied));
        Assert.Equal(
            (0.025, 0.001, 0.9, 3e-4, 5, 3e-4, 1e-3),
            (options.WeightRate, options.WeightRateEnd, options.Momentum, options.WeightDecay, options.Clip,
                options.ArchitectureRate, options.ArchitectureDecay));
    }

    [Theory]
    [InlineData("")]
    [InlineData("params")]
    [InlineData("accuracy,accuracy")]
    [InlineData("accuracy,latency")]
    [InlineData("Accuracy")]
    public void Other_objectives_are_refused(string objectives) =>
        Assert.Throws<ArgumentException>(() => new E2rnasOptions { Objectives = objectives });

    [Theory]
    [InlineData("accuracy")]
    [InlineData("params, accuracy")]
    [InlineData("accuracy,params,robustness")]
    public void Objectives_are_a_list(string objectives) =>
        Assert.Equal(objectives, new E2rnasOptions { Objectives = objectives }.Objectives);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_unit_is_a_finite_number_above_zero(double unit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new E2rnasOptions { Unit = unit });
}
