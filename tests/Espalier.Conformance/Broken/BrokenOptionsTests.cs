using Espalier.Conformance.Searches;
using Espalier.Spaces.Darts;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>Each check of options that any gradient method can have catches what it is there for.</summary>
public sealed class BrokenOptionsTests
{
    [Fact]
    public void A_method_with_the_options_passes()
    {
        Assert.Empty(OrthogonalChecks.HasThemOrSaysWhy(typeof(PliantStrategy), typeof(FullOptions)));
        Assert.Empty(Work((context, options) => new PliantStrategy(context, options)));
    }

    [Fact]
    public void A_method_that_lacks_one_and_says_why_passes() =>
        Assert.Empty(OrthogonalChecks.HasThemOrSaysWhy(typeof(ExcusedStrategy), typeof(HalfOptions)));

    [Fact]
    public void A_reason_that_is_true_no_longer_does_no_harm() =>
        Assert.Empty(OrthogonalChecks.HasThemOrSaysWhy(typeof(ExcusedStrategy), typeof(FullOptions)));

    [Fact]
    public void A_method_that_lacks_one_without_a_word_is_caught() => Assert.Contains(
        "'objectives'",
        Assert.Single(OrthogonalChecks.HasThemOrSaysWhy(typeof(SoundStrategy), typeof(HalfOptions))),
        StringComparison.Ordinal);

    [Fact]
    public void A_reason_that_says_nothing_is_caught() =>
        Assert.Single(OrthogonalChecks.HasThemOrSaysWhy(typeof(EvasiveStrategy), typeof(HalfOptions)));

    [Fact]
    public void A_method_without_options_is_caught_for_each() =>
        Assert.Equal(2, OrthogonalChecks.HasThemOrSaysWhy(typeof(SoundStrategy), null).Count());

    [Fact]
    public void Images_that_stay_the_same_are_caught() => Assert.Contains(
        "same images", Assert.Single(Work((context, options) => new DeafStrategy(context, options))), StringComparison.Ordinal);

    [Fact]
    public void An_objective_that_is_passed_over_is_caught() => Assert.Contains(
        "accuracy and params and corruptions and ood were asked for",
        Assert.Single(Work((context, options) => new StubbornStrategy(context, options))),
        StringComparison.Ordinal);

    [Fact]
    public void A_checkpoint_that_lacks_something_under_them_is_caught() => Assert.Contains(
        Work((context, options) => new DistractedStrategy(context, options)),
        fault => fault.StartsWith("the checkpoint differs", StringComparison.Ordinal));

    private static IEnumerable<string> Work(Func<GradientContext, FullOptions, GradientStrategy> create) => OrthogonalChecks.Work(
        new DartsSpace(),
        typeof(FullOptions),
        (context, options) => create(context, new FullOptions { Lower = options["lower"], Objectives = options["objectives"] }));
}
