using System.Reflection;
using Espalier.Balancing;
using Espalier.Catalog;
using Espalier.Conformance.Cards;

namespace Espalier.Conformance.Broken;

/// <summary>Each check of cards catches what it is there for.</summary>
public sealed class BrokenCardTests
{
    [Fact]
    public void A_card_without_name_source_year_or_summary_is_caught() =>
        Assert.Equal(4, CardChecks.Card(typeof(Unsourced).GetCustomAttribute<MethodAttribute>()!).Count());

    [Fact]
    public void A_sound_card_passes() => Assert.Empty(CardChecks.Card(typeof(Misplaced).GetCustomAttribute<MethodAttribute>()!));

    [Theory]
    [InlineData(1949)]
    [InlineData(2027)]
    public void A_year_before_or_after_the_field_is_caught(int year) =>
        Assert.Single(CardChecks.Card(new MethodAttribute("name") { Paper = "p", Year = year, Summary = "s" }));

    [Fact]
    public void A_method_in_no_folder_of_its_kind_is_caught()
    {
        Assert.Contains(CardChecks.Place(Repository.Root, typeof(Misplaced), "Balancing"),
            fault => fault.Contains("lies in", StringComparison.Ordinal));
        Assert.Single(CardChecks.Place(Repository.Root, typeof(Mgda), "Bal"));
        Assert.Empty(CardChecks.Place(Repository.Root, typeof(Mgda), "Balancing"));
    }

    [Fact]
    public void A_method_without_a_file_of_its_name_is_caught() =>
        Assert.EndsWith("GradientScale.cs is not there",
            Assert.Single(CardChecks.Place(Repository.Root, typeof(GradientScale), "Balancing")), StringComparison.Ordinal);

    [Fact]
    public void A_method_without_a_test_is_caught()
    {
        Assert.NotEmpty(CardChecks.MirroredTest(Repository.Root, typeof(Misplaced)));
        Assert.Empty(CardChecks.MirroredTest(Repository.Root, typeof(Mgda)));
    }

    [Fact]
    public void A_test_file_without_tests_is_caught()
    {
        var root = Directory.CreateTempSubdirectory("espalier-");
        try
        {
            var file = Path.Combine(root.FullName, "tests/Espalier.Tests/Balancing/MgdaTests.cs");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "// [Fact] to come");

            Assert.EndsWith("holds no test", Assert.Single(CardChecks.MirroredTest(root.FullName, typeof(Mgda))), StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(typeof(RefusedDefaults))]
    [InlineData(typeof(UnstableDefaults))]
    [InlineData(typeof(UnmakeableOptions))]
    public void Defaults_that_do_not_hold_are_caught(Type options) => Assert.Single(CardChecks.Defaults(options));
}
