using Espalier.Conformance.Searches;
using Espalier.Spaces.Darts;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>Each check of gradient strategies catches what it is there for, and lets a sound one pass.</summary>
public sealed class BrokenGradientTests
{
    [Fact]
    public void A_sound_strategy_passes_every_check()
    {
        var checks = Checks(context => new SoundStrategy(context));

        Assert.Empty(checks.Reproduces());
        Assert.Empty(checks.Resumes());
        Assert.Empty(checks.LeaksNothing());
        Assert.Empty(checks.DerivesLegally());
        Assert.Empty(checks.SurvivesDivergence());
        Assert.Empty(checks.LeavesBatches());
    }

    [Fact]
    public void Draws_without_a_seed_are_caught() => Assert.NotEmpty(Checks(context => new UnseededStrategy(context)).Reproduces());

    [Fact]
    public void A_checkpoint_that_lacks_something_is_caught() =>
        Assert.NotEmpty(Checks(context => new ForgetfulStrategy(context)).Resumes());

    [Fact]
    public void A_leak_in_a_step_is_caught() =>
        Assert.Contains(
            "after each step", string.Join("; ", Checks(context => new LeakyStrategy(context)).LeaksNothing()), StringComparison.Ordinal);

    [Fact]
    public void A_leak_at_the_end_is_caught() =>
        Assert.Contains(
            "outlive", Assert.Single(Checks(context => new HoardingStrategy(context)).LeaksNothing()), StringComparison.Ordinal);

    [Fact]
    public void A_genotype_outside_the_space_is_caught() =>
        Assert.NotEmpty(Checks(context => new LawlessStrategy(context)).DerivesLegally());

    [Fact]
    public void An_exception_at_a_bad_loss_is_caught() =>
        Assert.Contains("ArithmeticException", Assert.Single(Checks(context => new FragileStrategy(context)).SurvivesDivergence()),
            StringComparison.Ordinal);

    [Fact]
    public void A_bad_loss_that_goes_unnoticed_is_caught() =>
        Assert.Contains(
            "unnoticed", Assert.Single(Checks(context => new BlindStrategy(context)).SurvivesDivergence()), StringComparison.Ordinal);

    [Fact]
    public void A_changed_batch_is_caught() => Assert.NotEmpty(Checks(context => new VandalStrategy(context)).LeavesBatches());

    private static GradientChecks Checks(Func<GradientContext, GradientStrategy> create) => new(new DartsSpace(), create);
}
