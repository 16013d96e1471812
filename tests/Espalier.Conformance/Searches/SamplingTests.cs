using Espalier.Catalog;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>One row per sampling strategy and space that it runs on, with few trials.</summary>
public sealed class SamplingTests
{
    public static TheoryData<string, string> Methods => MethodSpaces.Of<SamplingStrategy>();

    [Fact]
    public void Every_method_runs_somewhere() => Assert.All(
        MethodCatalog.Of<SamplingStrategy>().Entries, entry => Assert.NotEmpty(StrategySpaces.Of(entry.Type)));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_seed_decides_the_search(string method, string space) => Assert.Empty(Checks(method, space).Reproduces());

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_interrupted_search_goes_on_bit_for_bit(string method, string space) => Assert.Empty(Checks(method, space).Resumes());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_asks_for_legal_genotypes_within_the_limits(string method, string space) =>
        Assert.Empty(Checks(method, space).AsksLegally());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_survives_trials_that_fail(string method, string space) => Assert.Empty(Checks(method, space).SurvivesDivergence());

    [Theory]
    [MemberData(nameof(Methods))]
    public void Trials_that_fail_halfway_leave_everything_whole(string method, string space) =>
        Assert.Empty(Checks(method, space).SurvivesDivergenceInTheMiddle());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_tells_every_trial(string method, string space) => Assert.Empty(Checks(method, space).TellsProgress());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_leaks_nothing(string method, string space) => Assert.Empty(Checks(method, space).LeaksNothing());

    private static SamplingChecks Checks(string method, string space)
    {
        var entry = MethodCatalog.Of<SamplingStrategy>().Find("method", method);
        return new SamplingChecks(
            Flow.SpaceOf(space),
            context => (SamplingStrategy)entry.Create(context, MethodSpaces.Brief(entry)));
    }
}
