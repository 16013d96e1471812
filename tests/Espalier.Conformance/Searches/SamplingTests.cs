using Espalier.Catalog;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>One row per sampling strategy and space, with default options.</summary>
public sealed class SamplingTests
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var entry in MethodCatalog.Of<SamplingStrategy>().Entries)
            {
                foreach (var space in TinyProblem.Spaces)
                {
                    rows.Add(entry.Card.Name, space.Name);
                }
            }

            return rows;
        }
    }

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
    public void A_search_leaks_nothing(string method, string space) => Assert.Empty(Checks(method, space).LeaksNothing());

    private static SamplingChecks Checks(string method, string space)
    {
        var entry = MethodCatalog.Of<SamplingStrategy>().Find("method", method);
        return new SamplingChecks(
            TinyProblem.Spaces.Single(candidate => candidate.Name == space),
            context => (SamplingStrategy)entry.Create(context, new Dictionary<string, string>()));
    }
}
