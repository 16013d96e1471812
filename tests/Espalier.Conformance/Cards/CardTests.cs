using Espalier.Catalog;

namespace Espalier.Conformance.Cards;

/// <summary>One row per kind and method of the catalogue.</summary>
public sealed class CardTests
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var kind in Kind.All)
            {
                foreach (var entry in kind.Entries)
                {
                    rows.Add(kind.Name, entry.Card.Name);
                }
            }

            return rows;
        }
    }

    [Fact]
    public void Every_kind_has_a_method() => Assert.All(Kind.All, kind => Assert.NotEmpty(kind.Entries));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_card_names_the_method_and_its_source(string kind, string method) =>
        Assert.Empty(CardChecks.Card(Find(kind, method).Entry.Card));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_lies_in_the_folder_of_its_kind(string kind, string method)
    {
        var (found, entry) = Find(kind, method);

        Assert.Empty(CardChecks.Place(Repository.Root, entry.Type, found.Folder));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_has_a_test_that_mirrors_it(string kind, string method) =>
        Assert.Empty(CardChecks.MirroredTest(Repository.Root, Find(kind, method).Entry.Type));

    [Theory]
    [MemberData(nameof(Methods))]
    public void Who_says_nothing_gets_the_method_with_defaults_that_it_takes(string kind, string method)
    {
        var (found, entry) = Find(kind, method);

        Assert.NotNull(found.Make(entry));
        Assert.Empty(entry.OptionsType is { } options ? CardChecks.Defaults(options) : []);
    }

    private static (Kind Kind, CatalogEntry Entry) Find(string kind, string method)
    {
        var found = Kind.All.Single(candidate => candidate.Name == kind);
        return (found, found.Entries.Single(entry => entry.Card.Name == method));
    }
}
