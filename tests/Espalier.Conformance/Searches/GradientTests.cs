using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>One row per gradient strategy and space that it runs on: searches of two epochs on a tiny set, with default options.</summary>
public sealed class GradientTests(GradientTests.Rows rows) : IClassFixture<GradientTests.Rows>
{
    public static TheoryData<string, string> Methods => MethodSpaces.Of<GradientStrategy>();

    [Fact]
    public void Every_method_runs_somewhere() => Assert.All(
        MethodCatalog.Of<GradientStrategy>().Entries, entry => Assert.NotEmpty(StrategySpaces.Of(entry.Type)));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_seed_decides_the_search(string method, string space) => Assert.Empty(rows.Of(method, space).Reproduces());

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_interrupted_search_goes_on_bit_for_bit(string method, string space) => Assert.Empty(rows.Of(method, space).Resumes());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_leaks_nothing(string method, string space) => Assert.Empty(rows.Of(method, space).LeaksNothing());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_that_diverges_leaks_nothing(string method, string space) =>
        Assert.Empty(rows.Of(method, space).LeaksNothingWhenItDiverges());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_derives_a_legal_genotype(string method, string space) => Assert.Empty(rows.Of(method, space).DerivesLegally());

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_a_search_derives_can_be_brought_within_limits(string method, string space) =>
        Assert.Empty(rows.Of(method, space).KeepsLimits());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_tells_every_step_and_epoch(string method, string space) => Assert.Empty(rows.Of(method, space).TellsProgress());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_survives_a_loss_that_is_no_number(string method, string space) =>
        Assert.Empty(rows.Of(method, space).SurvivesDivergence());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_loss_that_is_no_number_halfway_leaves_everything_whole(string method, string space) =>
        Assert.Empty(rows.Of(method, space).SurvivesDivergenceInTheMiddle());

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_step_borrows_its_batches(string method, string space) => Assert.Empty(rows.Of(method, space).LeavesBatches());

    /// <summary>The checks of each row, which share searches.</summary>
    public sealed class Rows : IDisposable
    {
        private readonly Dictionary<(string Method, string Space), GradientChecks> made = [];

        internal GradientChecks Of(string method, string space)
        {
            if (!made.TryGetValue((method, space), out var checks))
            {
                var entry = MethodCatalog.Of<GradientStrategy>().Find("method", method);
                made[(method, space)] = checks = new GradientChecks(
                    (IRelaxedSpace)Flow.SpaceOf(space),
                    context => (GradientStrategy)entry.Create(context, MethodSpaces.Brief(entry)),
                    MethodSpaces.FormOf(entry));
            }

            return checks;
        }

        public void Dispose()
        {
            foreach (var checks in made.Values)
            {
                checks.Dispose();
            }
        }
    }
}
