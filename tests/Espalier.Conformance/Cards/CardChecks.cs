using System.Reflection;
using System.Text.RegularExpressions;
using Espalier.Catalog;

namespace Espalier.Conformance.Cards;

/// <summary>What every card must keep. Each check gives the faults it found.</summary>
internal static partial class CardChecks
{
    private const int FirstYear = 1950;
    private const int LastYear = 2026;

    /// <summary>A card names the method and its source.</summary>
    public static IEnumerable<string> Card(MethodAttribute card)
    {
        if (!KebabCase().IsMatch(card.Name))
        {
            yield return $"the name '{card.Name}' is not in lower case with hyphens";
        }

        if (string.IsNullOrWhiteSpace(card.Paper) || card.Paper.Contains('\n', StringComparison.Ordinal))
        {
            yield return "the paper is missing or takes more than a line";
        }

        if (card.Year is < FirstYear or > LastYear)
        {
            yield return $"the year {card.Year} is outside {FirstYear}-{LastYear}";
        }

        if (string.IsNullOrWhiteSpace(card.Summary) || card.Summary.Contains('\n', StringComparison.Ordinal))
        {
            yield return "the summary is missing or takes more than a line";
        }
    }

    /// <summary>A method lies in its kind's folder, in a file of its own name.</summary>
    public static IEnumerable<string> Place(string root, Type type, string kindFolder)
    {
        var folder = Repository.FolderOf(type);
        if (folder != kindFolder && !folder.StartsWith(kindFolder + "/", StringComparison.Ordinal))
        {
            yield return $"{type} lies in '{folder}', not in '{kindFolder}'";
        }

        var file = $"src/Espalier/{folder}/{type.Name}.cs";
        if (!File.Exists(Path.Combine(root, file)))
        {
            yield return $"{file} is not there";
        }
    }

    /// <summary>A method has a test file that mirrors its own, with tests in it.</summary>
    public static IEnumerable<string> MirroredTest(string root, Type type)
    {
        var file = $"tests/Espalier.Tests/{Repository.FolderOf(type)}/{type.Name}Tests.cs";
        var path = Path.Combine(root, file);
        if (!File.Exists(path))
        {
            yield return $"{file} is not there";
        }
        else if (!TestAttribute().IsMatch(File.ReadAllText(path)))
        {
            yield return $"{file} holds no test";
        }
    }

    /// <summary>The defaults of an options record are values that it takes itself, and given as text they are the default again.</summary>
    public static IEnumerable<string> Defaults(Type options)
    {
        object? bound = null;
        string? fault = null;
        try
        {
            var given = OptionsBinder.Defaults(options).Where(pair => pair.Value != "-").ToDictionary(pair => pair.Key, pair => pair.Value);
            bound = OptionsBinder.Bind(options, given, options.Name);
        }
        catch (Exception thrown) when (thrown is InvalidInputException or TargetInvocationException or MissingMethodException)
        {
            fault = (thrown.InnerException ?? thrown).Message;
        }

        if (fault is not null)
        {
            yield return $"{options.Name} refuses its own defaults: {fault}";
        }
        else if (!bound!.Equals(Activator.CreateInstance(options)))
        {
            yield return $"{options.Name} given its printed defaults is not the default";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)", RegexOptions.Multiline)]
    private static partial Regex TestAttribute();
}
