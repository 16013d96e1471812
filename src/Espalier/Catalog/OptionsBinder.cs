using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Espalier.Catalog;

/// <summary>
/// Fills an options record from texts by name (<c>architecture-rate=0.01</c>). Strict: unknown names and bad values are faults, and
/// all faults are told together.
/// </summary>
public static partial class OptionsBinder
{
    /// <summary>A record with the given values and its defaults for the rest.</summary>
    /// <param name="type">An options record: init properties that check themselves.</param>
    /// <param name="values">Values by kebab-case name.</param>
    /// <param name="where">What the options belong to, for the error.</param>
    /// <exception cref="InvalidInputException">A name is unknown or a value is not accepted.</exception>
    public static object Bind(Type type, IReadOnlyDictionary<string, string> values, string where)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(values);
        var options = Activator.CreateInstance(type)!;
        var known = Options(type);
        var faults = new List<string>();
        foreach (var (name, text) in values)
        {
            if (!known.TryGetValue(name, out var property))
            {
                faults.Add($"no option '{name}'");
                continue;
            }

            if (Set(options, property, text) is { } fault)
            {
                faults.Add($"{name}='{text}': {fault}");
            }
        }

        return faults.Count == 0
            ? options
            : throw new InvalidInputException(where, string.Join("; ", faults), $"its options are {string.Join(", ", known.Keys)}");
    }

    /// <summary>The options of a record with their defaults as text, by kebab-case name.</summary>
    public static IReadOnlyDictionary<string, string> Defaults(Type type)
    {
        var options = Activator.CreateInstance(type)!;
        return Options(type).ToDictionary(pair => pair.Key, pair => Print(pair.Value.GetValue(options)), StringComparer.Ordinal);
    }

    /// <summary>The record that declares each option, by the option's name: the options record itself, or one that it derives from.</summary>
    public static IReadOnlyDictionary<string, Type> Declared(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Options(type).ToDictionary(pair => pair.Key, pair => pair.Value.DeclaringType!, StringComparer.Ordinal);
    }

    /// <summary>Gives an option of a record a value; what is wrong with the value, or null.</summary>
    internal static string? Set(object options, PropertyInfo property, string text)
    {
        try
        {
            property.SetValue(options, Convert(property.PropertyType, text));
            return null;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException)
        {
            return fault.Message;
        }
        catch (TargetInvocationException fault) when (fault.InnerException is ArgumentException inner)
        {
            return OneLine(inner);
        }
    }

    internal static string OneLine(ArgumentException fault)
    {
        var text = fault.Message.ReplaceLineEndings(" ");
        return fault.ParamName is null ? text : text.Replace($" (Parameter '{fault.ParamName}')", string.Empty, StringComparison.Ordinal);
    }

    /// <summary>What can be set, by kebab-case name.</summary>
    internal static SortedDictionary<string, PropertyInfo> Options(Type type) => new(
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
            .ToDictionary(property => Kebab(property.Name)),
        StringComparer.Ordinal);

    private static object? Convert(Type type, string text)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsEnum)
        {
            var names = Enum.GetNames(target);
            return Array.Find(names, name => Kebab(name) == text) is { } found
                ? Enum.Parse(target, found)
                : throw new FormatException($"one of {string.Join(", ", names.Select(Kebab))} is needed");
        }

        return target switch
        {
            _ when target == typeof(string) => text,
            _ when target == typeof(int) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
            _ when target == typeof(long) => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
            _ when target == typeof(double) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ when target == typeof(bool) => bool.Parse(text),
            _ => throw new FormatException($"options of type {target.Name} cannot be given as text"),
        };
    }

    private static string Print(object? value) => value switch
    {
        null => "-",
        Enum name => Kebab(name.ToString()),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "-",
    };

    private static string Kebab(string name) => WordStart().Replace(name, "-$1").TrimStart('-').ToLowerInvariant();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex WordStart();
}
