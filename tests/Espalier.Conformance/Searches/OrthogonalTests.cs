using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>
/// Adversarial weights and several objectives are options of every gradient strategy, on cells and on grids: of each the smallest space that it runs
/// on, since what they go through is the supernet's.
/// </summary>
public sealed class OrthogonalTests
{
    public static TheoryData<string> Methods => [.. MethodCatalog.Of<GradientStrategy>().Entries.Select(entry => entry.Card.Name)];

    public static TheoryData<string, string> Searches
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var entry in MethodCatalog.Of<GradientStrategy>().Entries)
            {
                var spaces = StrategySpaces.Of(entry.Type).Select(space => (IRelaxedSpace)Flow.SpaceOf(space.Card.Name));
                foreach (var kind in spaces.GroupBy(space => space is ICellSpace))
                {
                    rows.Add(entry.Card.Name, kind.MinBy(space => space.Edges.Count * space.Operations.Count)!.Name);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_has_the_options_or_says_why_not(string method)
    {
        var entry = Find(method);

        Assert.Empty(OrthogonalChecks.HasThemOrSaysWhy(entry.Type, entry.OptionsType));
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_method_searches_with_adversarial_weights_and_several_objectives(string method, string space)
    {
        var entry = Find(method);

        Assert.Empty(OrthogonalChecks.Work(
            (IRelaxedSpace)Flow.SpaceOf(space),
            entry.OptionsType,
            (context, options) => (GradientStrategy)entry.Create(context, MethodSpaces.Brief(entry).Concat(options).ToDictionary()),
            MethodSpaces.FormOf(entry)));
    }

    private static CatalogEntry Find(string method) => MethodCatalog.Of<GradientStrategy>().Find("method", method);
}
