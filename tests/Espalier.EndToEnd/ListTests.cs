using System.Text.Json;

namespace Espalier.EndToEnd;

public sealed class ListTests
{
    [Theory]
    [InlineData("methods", "darts", "e2rnas", "random-search")]
    [InlineData("spaces", "darts")]
    [InlineData("data", "cifar-binary", "fashion-mnist", "idx")]
    [InlineData("attacks", "fgsm", "none", "pgd")]
    [InlineData("recipes", "adversarial", "standard")]
    [InlineData("perturbations", "fast", "fgsm-rs", "free")]
    public async Task A_kind_is_listed_with_its_sources(string kind, params string[] expected)
    {
        var items = (await Cli.Run("list", kind, "--json")).Json();

        var names = items.EnumerateArray().Select(item => item.GetProperty("name").GetString()).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.All(expected, name => Assert.Contains(name, names));
        Assert.All(items.EnumerateArray(), item => Assert.NotEmpty(item.GetProperty("paper").GetString()!));
    }

    [Fact]
    public async Task Estimators_are_a_kind() =>
        Assert.Equal(JsonValueKind.Array, (await Cli.Run("list", "estimators", "--json")).Json().ValueKind);

    [Fact]
    public async Task Methods_come_with_the_defaults_of_their_options()
    {
        var methods = (await Cli.Run("list", "methods", "--json")).Json();
        var darts = methods.EnumerateArray().First(method => method.GetProperty("name").GetString() == "darts").GetProperty("options");

        Assert.Equal("second", darts.GetProperty("order").GetString());
        Assert.Equal("0.0003", darts.GetProperty("architecture-rate").GetString());
    }

    [Fact]
    public async Task Text_and_markdown_name_every_method()
    {
        var text = (await Cli.Run("list", "methods")).Succeeds().Out;
        var markdown = (await Cli.Run("list", "methods", "--markdown")).Succeeds().Out;

        Assert.Contains("options: annealing-power=1, ", text, StringComparison.Ordinal);
        Assert.StartsWith("| name |", markdown, StringComparison.Ordinal);
        Assert.Contains("| `e2rnas` |", markdown, StringComparison.Ordinal);
    }
}
