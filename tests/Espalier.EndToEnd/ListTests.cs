using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Espalier.EndToEnd;

public sealed class ListTests
{
    [Theory]
    [InlineData("methods", "darts", "e2rnas", "random-search")]
    [InlineData("spaces", "darts")]
    [InlineData("data", "cifar-binary", "fashion-mnist", "idx")]
    [InlineData("attacks", "fgsm", "none", "pgd")]
    [InlineData("recipes", "adversarial", "fast", "free", "pgd-at", "standard", "trades")]
    [InlineData("perturbations", "fast", "fgsm-rs", "free", "trades")]
    [InlineData("estimators", "gradsign", "nas-bench-201")]
    [InlineData("tables", "nas-bench-201", "nas-bench-suite-zero")]
    public async Task A_kind_is_listed_with_its_sources(string kind, params string[] expected)
    {
        var items = (await Cli.Run("list", kind, "--json")).Json();

        var names = items.EnumerateArray().Select(item => item.GetProperty("name").GetString()).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.All(expected, name => Assert.Contains(name, names));
        Assert.All(items.EnumerateArray(), item => Assert.NotEmpty(item.GetProperty("paper").GetString()!));
    }

    [Fact]
    public async Task Whatever_judges_networks_is_an_estimator_and_says_of_what_kind()
    {
        var items = (await Cli.Run("list", "estimators", "--json")).Json().EnumerateArray()
            .Select(item => (item.GetProperty("name").GetString()!, item.GetProperty("kind").GetString()!)).ToArray();
        var proxies = (await Cli.Run("list", "proxies", "--json")).Json().EnumerateArray().Select(item => item.GetProperty("name").GetString()!);
        var tables = (await Cli.Run("list", "tables", "--json")).Json().EnumerateArray().Select(item => item.GetProperty("name").GetString()!);
        var page = (await Cli.Run("list", "estimators", "--markdown")).Succeeds().Out;

        Assert.Equal(proxies, items.Where(item => item.Item2 == "zero-cost proxy").Select(item => item.Item1));
        Assert.Equal(tables, items.Where(item => item.Item2 == "table").Select(item => item.Item1));
        Assert.Superset(new HashSet<string> { "nas-bench-201", "nas-bench-suite-zero" }, tables.ToHashSet());
        Assert.Contains("| `synflow` | zero-cost proxy | ", page, StringComparison.Ordinal);
        Assert.Contains("synflow (zero-cost proxy)\n", (await Cli.Run("list", "estimators")).Succeeds().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Methods_come_with_the_defaults_of_their_options()
    {
        var methods = (await Cli.Run("list", "methods", "--json")).Json();
        var darts = methods.EnumerateArray().First(method => method.GetProperty("name").GetString() == "darts").GetProperty("options");

        Assert.Equal("second", darts.GetProperty("order").GetString());
        Assert.Equal("0.0003", darts.GetProperty("architecture-rate").GetString());
    }

    [Fact]
    public async Task Methods_say_where_they_run_and_what_they_optimise()
    {
        var methods = (await Cli.Run("list", "methods", "--json")).Json().EnumerateArray()
            .ToDictionary(method => method.GetProperty("name").GetString()!);
        var spaces = (await Cli.Run("list", "spaces", "--json")).Json().EnumerateArray().Select(space => space.GetProperty("name").GetString());

        Assert.Equal(spaces, Texts("random-search", "spaces"));
        Assert.Superset(new HashSet<string?> { "darts", "nas-bench-201" }, Texts("darts", "spaces").ToHashSet());
        Assert.Equal("accuracy; can params, robustness, corruptions, ood", Optimises("darts"));
        Assert.Equal("accuracy, params; can robustness, corruptions, ood", Optimises("e2rnas"));
        Assert.Equal("accuracy; can ", Optimises("random-search"));
        Assert.Equal(
            new Dictionary<string, string?> { ["lower"] = "fgsm-rs", ["objectives"] = "accuracy,params" },
            methods["e2rnas"].GetProperty("ownOptions").EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetString()));

        string Optimises(string method) =>
            $"{string.Join(", ", Texts(method, "optimises"))}; can {string.Join(", ", Texts(method, "optimisesOnDemand"))}";

        string?[] Texts(string method, string property) =>
            [.. methods[method].GetProperty(property).EnumerateArray().Select(value => value.GetString())];
    }

    [Fact]
    public async Task Text_tells_shared_options_once()
    {
        var text = (await Cli.Run("list", "methods")).Succeeds().Out;

        Assert.Contains("e2rnas\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "    optimises: accuracy, params; can robustness, corruptions, ood\n    options: lower=fgsm-rs, objectives=accuracy,params\n",
            text,
            StringComparison.Ordinal);
        Assert.Single(Regex.Matches(text, "weight-decay="));
    }

    [Fact]
    public async Task Other_kinds_are_tables_of_three_columns() => Assert.StartsWith(
        "| name | what it does | source |\n| --- | --- | --- |\n| `darts` |",
        (await Cli.Run("list", "spaces", "--markdown")).Succeeds().Out,
        StringComparison.Ordinal);

    [Fact]
    public async Task The_page_of_methods_is_what_the_command_prints()
    {
        var printed = (await Cli.Run("list", "methods", "--markdown")).Succeeds().Out;

        var page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "methods.md"));

        Assert.True(page == printed, "docs/methods.md is stale; make it anew: ./espalier list methods --markdown > docs/methods.md");
        Assert.Contains("| `e2rnas` |", page, StringComparison.Ordinal);
    }

    private static string Root([CallerFilePath] string thisFile = "")
    {
        // Artifacts may lie outside the repository: then the place of this file leads there.
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Espalier.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
    }
}
