using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Espalier.Catalog;

/// <summary>
/// Options of a method in a JSON file: one object, a member per option under the name that <c>--set</c> knows it by. Strict: names that are
/// unknown or doubled, values of another type or out of range are faults, and all of them are told together, each with its place.
/// </summary>
public sealed class OptionsFile
{
    private const string Mend = "mend the file; './espalier list methods' has the options";
    private const int MostBytes = 1 << 20;
    private const int MostFaults = 20;
    private const int LongestName = 60;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string path;
    private readonly byte[] bytes;
    private readonly SortedDictionary<string, PropertyInfo> known;
    private readonly object options;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    private OptionsFile(Type type, string path, byte[] bytes)
    {
        (this.path, this.bytes) = (path, bytes);
        known = OptionsBinder.Options(type);
        options = Activator.CreateInstance(type)!;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="type">The options record that the values are for; each is tried on it.</param>
    /// <param name="path">The file.</param>
    /// <returns>The values as <see cref="OptionsBinder"/> takes them, by name.</returns>
    /// <exception cref="InvalidInputException">
    /// The file cannot be read, is no JSON, or has faults: all are in the message, each with line and column (of bytes, from 1).
    /// </exception>
    public static IReadOnlyDictionary<string, string> Read(Type type, string path)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(path);
        var file = new OptionsFile(type, path, Load(path));
        file.Parse();
        if (file.faults.Count == 0)
        {
            return file.values;
        }

        var more = file.faults.Count > MostFaults ? $"; and {file.faults.Count - MostFaults} faults more" : string.Empty;
        throw new InvalidInputException(path, string.Join("; ", file.faults.Take(MostFaults)) + more, Mend);
    }

    private static byte[] Load(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                throw new InvalidInputException(path, $"has more than {MostBytes} bytes, which no options have", Mend);
            }

            var bytes = File.ReadAllBytes(path);
            Utf8.GetCharCount(bytes);
            return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        }
        catch (DecoderFallbackException fault)
        {
            throw new InvalidInputException(path, $"byte {fault.Index + 1} is no UTF-8", "save it as UTF-8", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InvalidInputException($"--options {path}", $"cannot be read: {fault.Message.TrimEnd('.')}", "give a JSON file", fault);
        }
    }

    private void Parse()
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                faults.Add($"{Place(reader.TokenStartIndex)}: one object is needed, e.g. {{\"order\": \"first\"}}");
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Member(ref reader);
            }

            // What follows the object is a fault of its own.
            reader.Read();
        }
        catch (JsonException fault)
        {
            faults.Add($"line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}: is no JSON: {Words(fault)}");
        }
    }

    private void Member(ref Utf8JsonReader reader)
    {
        var at = Place(reader.TokenStartIndex);
        var name = Text(ref reader);
        var shown = Shown(name ?? Encoding.UTF8.GetString(reader.ValueSpan));
        reader.Read();
        if (name is null)
        {
            faults.Add($"{at}: the name \"{shown}\" has a sign that is none");
        }
        else if (!seen.Add(name))
        {
            faults.Add($"{at}: \"{shown}\" is given twice");
        }
        else if (!known.TryGetValue(name, out var property))
        {
            faults.Add($"{at}: no option \"{shown}\"; there are {string.Join(", ", known.Keys)}");
        }
        else if (Value(ref reader, property) is var (text, fault) && fault is not null)
        {
            faults.Add($"{at}: \"{shown}\": {fault}");
        }
        else
        {
            values[name] = text!;
        }

        reader.Skip();
    }

    /// <summary>The value as text, or what is wrong with it.</summary>
    private (string? Text, string? Fault) Value(ref Utf8JsonReader reader, PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isNumber = type == typeof(int) || type == typeof(long) || type == typeof(double);
        var isSound = reader.TokenType switch
        {
            JsonTokenType.Number => isNumber,
            JsonTokenType.True or JsonTokenType.False => type == typeof(bool),
            JsonTokenType.String => type == typeof(string) || type.IsEnum,
            _ => false,
        };
        if (!isSound)
        {
            var needed = isNumber ? "a number" : type == typeof(bool) ? "true or false" : "a string";
            return (null, $"{needed} is needed, not {Kind(reader.TokenType)}");
        }

        if (Text(ref reader) is not { } text)
        {
            return (null, "the string has a sign that is none");
        }

        return (text, OptionsBinder.Set(options, property, text) is { } fault ? $"{Shown(text)}: {fault}" : null);
    }

    /// <summary>The token's text; null for a string with half a surrogate pair.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null; leave the option out for its default",
        _ => "true or false",
    };

    private static string Shown(string text) => text.Length <= LongestName ? text : $"{text.AsSpan(0, LongestName)}...";

    /// <summary>Without the place, which is told in front, counted from 1.</summary>
    private static string Words(JsonException fault) =>
        fault.Message.Split(" LineNumber:")[0] is { Length: <= 3 * LongestName } words ? words.TrimEnd('.') : fault.Message[..(3 * LongestName)];

    private string Place(long index)
    {
        var before = bytes.AsSpan(0, (int)Math.Min(index, bytes.Length));
        return $"line {before.Count((byte)'\n') + 1}, column {before.Length - before.LastIndexOf((byte)'\n')}";
    }
}
