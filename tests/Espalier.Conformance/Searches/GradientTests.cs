using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>One row per gradient strategy and cell space: searches of two epochs on a tiny set, with default options.</summary>
public sealed class GradientTests
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var entry in MethodCatalog.Of<GradientStrategy>().Entries)
            {
                foreach (var space in TinyProblem.Spaces.OfType<ICellSpace>())
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
    public void A_search_leaks_nothing(string method, string space) => Assert.Empty(Checks(method, space).LeaksNothing());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_derives_a_legal_genotype(string method, string space) => Assert.Empty(Checks(method, space).DerivesLegally());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_survives_a_loss_that_is_no_number(string method, string space) =>
        Assert.Empty(Checks(method, space).SurvivesDivergence());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_step_borrows_its_batches(string method, string space) => Assert.Empty(Checks(method, space).LeavesBatches());

    private static GradientChecks Checks(string method, string space)
    {
        var entry = MethodCatalog.Of<GradientStrategy>().Find("method", method);
        return new GradientChecks(
            TinyProblem.Spaces.OfType<ICellSpace>().Single(candidate => candidate.Name == space),
            context => (GradientStrategy)entry.Create(context, Brief(entry)),
            (entry.Bind(Brief(entry)) as ISupernetOptions)?.Form);
    }

    /// <summary>Default options, but a method that goes on after the search is to do so for as short as it can.</summary>
    private static Dictionary<string, string> Brief(CatalogEntry entry) =>
        entry.OptionsType is { } options && OptionsBinder.Defaults(options).ContainsKey("selection-every")
            ? new() { ["selection-every"] = "1" }
            : [];
}
