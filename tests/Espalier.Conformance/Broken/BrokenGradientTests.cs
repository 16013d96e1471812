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
        using var checks = Checks(context => new SoundStrategy(context));

        Assert.Empty(checks.Reproduces());
        Assert.Empty(checks.Resumes());
        Assert.Empty(checks.ResumesTheSearch());
        Assert.Empty(checks.LeaksNothing());
        Assert.Empty(checks.LeaksNothingWhenItDiverges());
        Assert.Empty(checks.DerivesLegally());
        Assert.Empty(checks.KeepsLimits());
        Assert.Empty(checks.TellsProgress());
        Assert.Empty(checks.SurvivesDivergence());
        Assert.Empty(checks.SurvivesDivergenceInTheMiddle());
        Assert.Empty(checks.LeavesBatches());
    }

    [Fact]
    public void Draws_without_a_seed_are_caught() => Assert.NotEmpty(Faults(context => new UnseededStrategy(context), checks => checks.Reproduces()));

    [Fact]
    public void A_checkpoint_that_lacks_something_is_caught() =>
        Assert.NotEmpty(Faults(context => new ForgetfulStrategy(context), checks => checks.Resumes()));

    [Fact]
    public void A_leak_in_a_step_is_caught() => Catches("after each step", context => new LeakyStrategy(context), checks => checks.LeaksNothing());

    [Fact]
    public void A_leak_at_the_end_is_caught() => Catches(
        "a straight search: 1 tensors outlive", context => new HoardingStrategy(context), checks => checks.LeaksNothing());

    [Fact]
    public void A_leak_in_a_resumption_is_caught()
    {
        using var checks = Checks(context => new SquanderingStrategy(context));

        Assert.All(checks.LeaksNothing(), fault => Assert.StartsWith("a resumed search", fault, StringComparison.Ordinal));
        Assert.Equal(2, checks.LeaksNothing().Count());
        Assert.Equal("the resumption of one that diverged: 1 tensors outlive it", Assert.Single(checks.LeaksNothingWhenItDiverges()));
    }

    [Fact]
    public void A_leak_in_a_divergence_is_caught()
    {
        using var checks = Checks(context => new SpillingStrategy(context));

        Assert.Empty(checks.LeaksNothing());
        Assert.All(checks.LeaksNothingWhenItDiverges(), fault => Assert.Contains("a search that diverges", fault, StringComparison.Ordinal));
        Assert.Contains("a search that diverges: 1 tensors outlive it", checks.LeaksNothingWhenItDiverges());
    }

    [Fact]
    public void What_a_search_that_goes_on_leaves_out_of_its_checkpoint_is_caught()
    {
        using var sound = Checks(context => new LongStrategy(context));
        using var broken = Checks(context => new ForgetfulLongStrategy(context));

        Assert.Empty(sound.Reproduces());
        Assert.Empty(sound.Resumes());
        Assert.Empty(sound.ResumesTheSearch());
        Assert.NotEmpty(broken.Resumes());
        Assert.NotEmpty(broken.ResumesTheSearch());
    }

    [Fact]
    public void A_genotype_outside_the_space_is_caught() =>
        Assert.NotEmpty(Faults(context => new LawlessStrategy(context), checks => checks.DerivesLegally()));

    [Fact]
    public void A_mixture_that_is_not_told_is_caught() =>
        Catches("not one of [edges", context => new MuteStrategy(context), checks => checks.KeepsLimits());

    [Fact]
    public void A_mixture_of_no_numbers_is_caught() =>
        Catches("outside 0 to 1", context => new VagueStrategy(context), checks => checks.KeepsLimits());

    [Fact]
    public void A_mixture_that_is_not_the_genotypes_is_caught() =>
        Catches("not that of the mixture", context => new AloofStrategy(context), checks => checks.KeepsLimits());

    [Fact]
    public void Steps_without_numbers_are_caught() =>
        Assert.Equal(2, Faults(context => new SilentStrategy(context), checks => checks.TellsProgress()).Length);

    [Fact]
    public void A_total_that_changes_is_caught() =>
        Catches("number of steps changes", context => new RestlessStrategy(context), checks => checks.TellsProgress());

    [Fact]
    public void An_epoch_without_a_genotype_is_caught() =>
        Catches("records no genotype", context => new LawlessStrategy(context), checks => checks.TellsProgress());

    [Fact]
    public void An_epoch_without_entropies_is_caught() =>
        Catches("entropies", context => new MuteStrategy(context), checks => checks.TellsProgress());

    [Fact]
    public void An_exception_at_a_bad_loss_is_caught()
    {
        Catches("ArithmeticException", context => new FragileStrategy(context), checks => checks.SurvivesDivergence());
        Catches("ArithmeticException", context => new FragileStrategy(context), checks => checks.SurvivesDivergenceInTheMiddle());
    }

    [Fact]
    public void A_bad_loss_that_goes_unnoticed_is_caught()
    {
        Catches("unnoticed", context => new BlindStrategy(context), checks => checks.SurvivesDivergence());
        Catches("unnoticed", context => new BlindStrategy(context), checks => checks.SurvivesDivergenceInTheMiddle());
    }

    [Fact]
    public void A_bad_loss_that_is_noticed_late_is_caught() => Catches(
        "unnoticed",
        context => new LateStrategy(context),
        checks => checks.SurvivesDivergenceInTheMiddle());

    [Fact]
    public void A_resumption_that_forgets_the_divergence_is_caught() => Catches(
        "changes the genotype", context => new ForgivingStrategy(context), checks => checks.SurvivesDivergenceInTheMiddle());

    [Fact]
    public void A_changed_batch_is_caught() => Assert.NotEmpty(Faults(context => new VandalStrategy(context), checks => checks.LeavesBatches()));

    private static void Catches(
        string words, Func<GradientContext, GradientStrategy> create, Func<GradientChecks, IEnumerable<string>> check) =>
        Assert.Contains(words, string.Join("; ", Faults(create, check)), StringComparison.Ordinal);

    private static string[] Faults(Func<GradientContext, GradientStrategy> create, Func<GradientChecks, IEnumerable<string>> check)
    {
        using var checks = Checks(create);
        return [.. check(checks)];
    }

    private static GradientChecks Checks(Func<GradientContext, GradientStrategy> create) => new(new DartsSpace(), create);
}
