using Espalier.Attacks;
using Espalier.Balancing;
using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Tests.Strategies.Gradient;
using Espalier.Training;

namespace Espalier.Tests.Catalog;

public sealed class MethodCatalogTests
{
    private static readonly SamplingContext Context = new() { Space = new SmallSpace(), Seed = 1, Excess = _ => 0 };

    [Fact]
    public void It_finds_what_carries_a_card()
    {
        Assert.Superset(new HashSet<string> { "darts", "e2rnas" }, Names<GradientStrategy>());
        Assert.Superset(new HashSet<string> { "random-search" }, Names<SamplingStrategy>());
        Assert.Superset(new HashSet<string> { "darts" }, Names<ISearchSpace>());
        Assert.Superset(new HashSet<string> { "mgda", "weighted-sum" }, Names<IBalancer>());
        Assert.Superset(new HashSet<string> { "none", "fgsm", "pgd" }, Names<IAttack>());
        Assert.Superset(new HashSet<string> { "standard", "adversarial" }, Names<IRecipe>());

        static HashSet<string> Names<T>()
            where T : class => [.. MethodCatalog.Of<T>().Entries.Select(entry => entry.Card.Name)];
    }

    [Fact]
    public void Entries_are_in_the_order_of_names_whatever_the_culture()
    {
        var names = MethodCatalog.Of<TrainingPerturbation>().Entries.Select(entry => entry.Card.Name).ToArray();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void What_has_no_card_or_is_abstract_is_no_method() =>
        Assert.Equal(
            ["one", "two"], new MethodCatalog<IPart>(typeof(MethodCatalogTests).Assembly).Entries.Select(entry => entry.Card.Name));

    [Fact]
    public void Two_methods_of_one_name_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => new MethodCatalog<ITwin>(typeof(MethodCatalogTests).Assembly));

    [Theory]
    [InlineData("drats")]
    [InlineData("DARTS")]
    [InlineData("")]
    public void Another_name_is_an_error_that_lists_the_names(string name)
    {
        var fault = Assert.Throws<InvalidInputException>(() => MethodCatalog.Of<GradientStrategy>().Find("method", name));

        Assert.StartsWith($"method '{name}': there is none of that name; give one of darts", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_is_made_from_its_context_and_texts()
    {
        var entry = MethodCatalog.Of<SamplingStrategy>().Find("method", "random-search");

        var search =
            Assert.IsType<RandomSearch>(entry.Create(Context, new Dictionary<string, string> { ["trials"] = "3", ["epochs"] = "1" }));

        Assert.Equal(typeof(RandomSearchOptions), entry.OptionsType);
        Assert.Equal((3, 1), (search.Trials, search.EpochsPerTrial));
    }

    [Fact]
    public void Faults_of_options_name_the_method()
    {
        var entry = MethodCatalog.Of<SamplingStrategy>().Find("method", "random-search");

        var fault = Assert.Throws<InvalidInputException>(
            () => entry.Create(Context, new Dictionary<string, string> { ["trials"] = "0", ["epoch"] = "1" }));

        Assert.StartsWith("method 'random-search': ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("trials='0'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no option 'epoch'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bound", "abs", "needs the lower bound")]
    [InlineData("lower", "mart", "there is none of that name")]
    public void Faults_that_only_the_method_sees_are_the_callers_too(string option, string value, string expected)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var supernet = TinySearch.NewSupernet(generator);
        var context = new GradientContext { Supernet = supernet, EdgeNodes = [0, 0, 1, 1, 1], Epochs = 1, Seed = 1 };
        var before = LiveTensorsOfThread;

        var fault = Assert.Throws<InvalidInputException>(
            () => MethodCatalog.Of<GradientStrategy>().Find("method", "e2rnas")
                .Create(context, new Dictionary<string, string> { [option] = value }));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Equal(before, LiveTensorsOfThread);
    }

    private interface IPart;

    private interface ITwin;

    [Method("two", Paper = "p", Year = 2000, Summary = "s")]
    private sealed class Two : IPart;

    [Method("one", Paper = "p", Year = 2000, Summary = "s")]
    private sealed class One : IPart;

    [Method("base", Paper = "p", Year = 2000, Summary = "s")]
    private abstract class Base : IPart;

    private sealed class Uncarded : Base;

    [Method("twin", Paper = "p", Year = 2000, Summary = "s")]
    private sealed class First : ITwin;

    [Method("twin", Paper = "p", Year = 2000, Summary = "s")]
    private sealed class Second : ITwin;
}
