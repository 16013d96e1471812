using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Gradient;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class StrategySpacesTests
{
    [Fact]
    public void A_gradient_search_runs_on_every_space_that_has_a_supernet() => Assert.Equal(
        MethodCatalog.Of<ISearchSpace>().Entries.Where(entry => entry.Type.IsAssignableTo(typeof(IRelaxedSpace))), StrategySpaces.Of(typeof(Darts)));

    [Fact]
    public void A_sampling_search_runs_on_every_space() =>
        Assert.Equal(MethodCatalog.Of<ISearchSpace>().Entries, StrategySpaces.Of(typeof(RandomSearch)));

    [Fact]
    public void A_strategy_adds_its_needs_to_those_it_inherits()
    {
        Assert.True(StrategySpaces.RunsOn(typeof(Choosy), typeof(NasBench201Space)));
        Assert.False(StrategySpaces.RunsOn(typeof(Choosy), typeof(DartsSpace)));
        Assert.True(StrategySpaces.RunsOn(typeof(Impossible), typeof(SmallSpace)));
        Assert.False(StrategySpaces.RunsOn(typeof(Impossible), typeof(NasBench201Space)));
    }

    [Fact]
    public void A_space_that_a_method_does_not_run_on_is_refused_with_those_it_does()
    {
        StrategySpaces.Require(Entry(typeof(Choosy)), new NasBench201Space());

        var fault = Assert.Throws<InvalidInputException>(() => StrategySpaces.Require(Entry(typeof(Choosy)), new DartsSpace()));
        var vain = Assert.Throws<InvalidInputException>(() => StrategySpaces.Require(Entry(typeof(Impossible)), new DartsSpace()));

        Assert.Equal(
            "space 'darts': the method 'own' does not run on it; choose another method, or one of the spaces nas-bench-201", fault.Message);
        Assert.EndsWith("; choose another method", vain.Message, StringComparison.Ordinal);
    }

    private static CatalogEntry Entry(Type type) => new(new MethodAttribute("own") { Paper = "p", Year = 2020, Summary = "s" }, type);

    [NeedsSpace(typeof(NasBench201Space))]
    private abstract class Choosy(GradientContext context, DartsOptions options) : BilevelStrategy(context, options);

    [NeedsSpace(typeof(SmallSpace))]
    private abstract class Impossible : GradientStrategy;
}
