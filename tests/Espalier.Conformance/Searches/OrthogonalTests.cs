using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>Adversarial weights and several objectives are options of every gradient strategy, on every space that it runs on.</summary>
public sealed class OrthogonalTests
{
    public static TheoryData<string> Methods => [.. MethodCatalog.Of<GradientStrategy>().Entries.Select(entry => entry.Card.Name)];

    public static TheoryData<string, string> Searches => MethodSpaces.Of<GradientStrategy>();

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_has_the_options_or_says_why_not(string method)
    {
        var entry = Find(method);

        Assert.Empty(OrthogonalChecks.HasThemOrSaysWhy(entry.Type, entry.OptionsType));
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_method_searches_with_adversarial_weights_and_two_objectives(string method, string space)
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
