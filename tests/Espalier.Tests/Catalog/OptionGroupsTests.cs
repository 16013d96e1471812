using Espalier.Catalog;

namespace Espalier.Tests.Catalog;

public sealed class OptionGroupsTests
{
    private static readonly CatalogEntry[] Methods =
        [Entry("a", typeof(First)), Entry("b", typeof(Second)), Entry("c", typeof(Third)), Entry("d", typeof(Bare))];

    private static readonly OptionGroups Groups = new(Methods);

    [Fact]
    public void What_methods_inherit_is_told_once_with_who_shares_it()
    {
        Assert.Equal(2, Groups.Shared.Count);
        Assert.Equal(["a", "b", "c"], Groups.Shared[0].Methods);
        Assert.Equal(new Dictionary<string, string> { ["rate"] = "1" }, Groups.Shared[0].Options);
        Assert.Equal(["b", "c"], Groups.Shared[1].Methods);
        Assert.Equal(new Dictionary<string, string> { ["depth"] = "2" }, Groups.Shared[1].Options);
    }

    [Fact]
    public void A_methods_own_are_those_it_declares_and_those_whose_default_it_changes()
    {
        Assert.Equal(new Dictionary<string, string> { ["only"] = "3" }, Groups.Own(Methods[0]));
        Assert.Equal(new Dictionary<string, string> { ["rate"] = "5" }, Groups.Own(Methods[1]));
        Assert.Empty(Groups.Own(Methods[3]));
    }

    [Fact]
    public void What_is_inherited_from_another_methods_options_is_no_common_ground()
    {
        var groups = new OptionGroups([Entry("b", typeof(Second)), Entry("e", typeof(Heir))]);

        Assert.Equal(["depth", "rate"], groups.Shared.SelectMany(group => group.Options.Keys).Order());
    }

    [Fact]
    public void All_options_are_told_somewhere() => Assert.All(
        MethodCatalog.Of<Espalier.Strategies.GradientStrategy>().Entries,
        method => Assert.All(
            OptionsBinder.Defaults(method.OptionsType!),
            option =>
            {
                var groups = new OptionGroups(MethodCatalog.Of<Espalier.Strategies.GradientStrategy>().Entries);
                var shared = groups.Shared.Where(group => group.Methods.Contains(method.Card.Name)).SelectMany(group => group.Options);
                Assert.Equal(
                    option.Value,
                    groups.Own(method).TryGetValue(option.Key, out var own) ? own : shared.Single(pair => pair.Key == option.Key).Value);
            }));

    private static CatalogEntry Entry(string name, Type type) => new(new MethodAttribute(name) { Paper = "p", Year = 2020, Summary = "s" }, type);

    private record Common
    {
        public double Rate { get; init; } = 1;
    }

    private record Deeper : Common
    {
        public int Depth { get; init; } = 2;
    }

    private sealed record FirstOptions : Common
    {
        public int Only { get; init; } = 3;
    }

    private record SecondOptions : Deeper
    {
        public SecondOptions() => Rate = 5;
    }

    private sealed record ThirdOptions : Deeper;

    private sealed record HeirOptions : SecondOptions;

    private sealed class First(object context, FirstOptions options)
    {
        public object[] Given => [context, options];
    }

    private sealed class Second(object context, SecondOptions options)
    {
        public object[] Given => [context, options];
    }

    private sealed class Third(object context, ThirdOptions options)
    {
        public object[] Given => [context, options];
    }

    private sealed class Heir(object context, HeirOptions options)
    {
        public object[] Given => [context, options];
    }

    private sealed class Bare(object context)
    {
        public object Given => context;
    }
}
