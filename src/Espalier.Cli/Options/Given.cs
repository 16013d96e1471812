using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Espalier.Attacks;

namespace Espalier.Cli.Options;

/// <summary>Makes options that say what they need when they are given something else.</summary>
internal static class Given
{
    internal static Option<bool> Flag(string name, string help) => new(name) { Description = help };

    internal static Option<string?> Text(string name, string placeholder, string help) =>
        new(name) { Description = help, HelpName = placeholder };

    /// <summary>A text that may be left out where its name is given.</summary>
    internal static Option<string?> OptionalText(string name, string placeholder, string help) =>
        new(name) { Description = help, HelpName = placeholder, Arity = ArgumentArity.ZeroOrOne };

    /// <summary>One of the names of an enumeration, in small letters.</summary>
    internal static Option<T?> Choice<T>(string name, string help)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(value => value.ToLowerInvariant()).ToArray();
        return new(name)
        {
            Description = help,
            HelpName = string.Join('|', names),
            CustomParser = result => Array.IndexOf(names, result.Tokens[0].Value) is >= 0 and var index
                ? Enum.GetValues<T>()[index]
                : Refuse<T?>(result, name, $"give {string.Join(" or ", names)}"),
        };
    }

    /// <summary>A whole number.</summary>
    internal static Option<int?> Whole(string name, string help, int least, int most = int.MaxValue) => new(name)
    {
        Description = help,
        HelpName = "N",
        CustomParser = result => int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
                ? value
                : Refuse<int?>(result, name, most == int.MaxValue ? Need(least) : $"a whole number from {least} to {most} is needed"),
    };

    /// <summary>A whole number that may be long.</summary>
    internal static Option<long?> Long(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "N",
        CustomParser = result => long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : Refuse<long?>(result, name, Need(0)),
    };

    /// <summary>What every random draw derives from.</summary>
    internal static Option<ulong?> Seed(string name = "--seed", string help = "what every random draw derives from (default 1)") => new(name)
    {
        Description = help,
        HelpName = "N",
        CustomParser = result => ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : Refuse<ulong?>(result, name, Need(0)),
    };

    /// <summary>A number of a range.</summary>
    internal static Option<double?> Number(string name, string help, double least, double most) => new(name)
    {
        Description = help,
        HelpName = "X",
        CustomParser = result =>
            double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
                ? value
                : Refuse<double?>(result, name, $"a number from {least} to {most} is needed"),
    };

    /// <summary>A number above 0.</summary>
    internal static Option<double?> Positive(string name, string unit, string help) => new(name)
    {
        Description = help,
        HelpName = unit,
        CustomParser = result =>
            double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value > 0 && double.IsFinite(value)
                ? value
                : Refuse<double?>(result, name, "a number above 0 is needed"),
    };

    /// <summary>The radius of adversarial images.</summary>
    internal static Option<double?> Epsilon(string help) => new("--epsilon")
    {
        Description = help,
        HelpName = "8/255",
        CustomParser = result =>
        {
            try
            {
                return AttackSettings.ParseEpsilon(result.Tokens[0].Value, "--epsilon");
            }
            catch (InvalidInputException fault)
            {
                result.AddError(fault.Message);
                return null;
            }
        },
    };

    private static string Need(int least) => $"a whole number of at least {least} is needed";

    private static T? Refuse<T>(ArgumentResult result, string name, string need)
    {
        result.AddError($"{name} '{result.Tokens[0].Value}': {need}");
        return default;
    }
}
