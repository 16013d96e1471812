using System.Text.RegularExpressions;

namespace Espalier.Conformance.Sources;

/// <summary>
/// The order of usings that <c>dotnet format</c> would make: namespaces, System's first, then static ones, then aliases, each by the alphabet. The compiler
/// does not look at it, as it does at the other rules of style, and the tool takes a minute.
/// </summary>
public sealed partial class UsingsTests
{
    [Fact]
    public void Usings_are_in_order_everywhere() => Assert.DoesNotContain(
        new[] { "src", "tests", "benchmarks" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)),
        file => !IsInOrder(File.ReadAllText(file)));

    [Theory]
    [InlineData("using System.Text;\nusing A;\nusing B.C;\nusing static D.E;\nusing F = G.H;\n\nnamespace X;\n", true)]
    [InlineData("using A;\nusing System.Text;\n", false)]
    [InlineData("using B;\nusing A.C;\n", false)]
    [InlineData("using static A;\nusing B;\n", false)]
    public void Order_is_seen(string text, bool isInOrder) => Assert.Equal(isInOrder, IsInOrder(text));

    private static bool IsInOrder(string text)
    {
        var usings = Line().Matches(text).Select(line => (
            Group: line.Groups["static"].Success ? 2 : line.Groups["alias"].Success ? 3 : IsSystem(line.Groups["name"].Value) ? 0 : 1,
            Name: line.Groups["name"].Value)).ToArray();
        return usings.SequenceEqual(usings.OrderBy(one => one.Group).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    [GeneratedRegex(@"^using (?<static>static )?(?<name>[\w.]+)(?<alias> = [^;]+)?;", RegexOptions.Multiline)]
    private static partial Regex Line();
}
