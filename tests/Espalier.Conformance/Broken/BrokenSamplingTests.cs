using Espalier.Conformance.Searches;
using Espalier.Spaces.Darts;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>Each check of sampling strategies catches what it is there for, and lets a sound one pass.</summary>
public sealed class BrokenSamplingTests
{
    [Fact]
    public void A_sound_sampler_passes_every_check()
    {
        var checks = Checks(context => new SoundSampler(context));

        Assert.Empty(checks.Reproduces());
        Assert.Empty(checks.Resumes());
        Assert.Empty(checks.AsksLegally());
        Assert.Empty(checks.SurvivesDivergence());
        Assert.Empty(checks.SurvivesDivergenceInTheMiddle());
        Assert.Empty(checks.TellsProgress());
        Assert.Empty(checks.LeaksNothing());
    }

    [Fact]
    public void Draws_without_a_seed_are_caught()
    {
        Assert.NotEmpty(Checks(context => new UnseededSampler(context)).Reproduces());
        Assert.NotEmpty(Checks(context => new UnseededSampler(context)).Resumes());
    }

    [Fact]
    public void A_genotype_outside_the_space_is_caught() => Assert.NotEmpty(Checks(context => new LawlessSampler(context)).AsksLegally());

    [Fact]
    public void A_genotype_outside_the_limits_is_caught() =>
        Assert.All(Checks(context => new BoundlessSampler(context)).AsksLegally(),
            fault => Assert.EndsWith("outside the limits", fault, StringComparison.Ordinal));

    [Fact]
    public void A_sampler_that_needs_an_accuracy_is_caught()
    {
        Assert.NotEmpty(Checks(context => new FragileSampler(context)).SurvivesDivergence());
        Assert.NotEmpty(Checks(context => new FragileSampler(context)).SurvivesDivergenceInTheMiddle());
    }

    [Fact]
    public void A_number_of_trials_that_changes_is_caught() => Assert.Contains(
        Checks(context => new RestlessSampler(context)).TellsProgress(),
        fault => fault.StartsWith("the number of trials changes", StringComparison.Ordinal));

    [Fact]
    public void A_leak_in_a_trial_that_fails_is_caught() => Assert.StartsWith(
        "a search of which trials fail",
        Assert.Single(Checks(context => new SpillingSampler(context)).LeaksNothing()),
        StringComparison.Ordinal);

    [Fact]
    public void A_leak_is_caught() => Assert.NotEmpty(Checks(context => new LeakySampler(context)).LeaksNothing());

    private static SamplingChecks Checks(Func<SamplingContext, SamplingStrategy> create) => new(new DartsSpace(), create);
}
