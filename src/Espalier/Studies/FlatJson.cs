using System.Text.Json;

namespace Espalier.Studies;

/// <summary>A JSON document as names and texts: <c>{"limits":{"maxParams":5}}</c> is <c>limits.maxParams</c> and <c>5</c>.</summary>
public static class FlatJson
{
    /// <summary>The leaves in the order of names. Arrays are leaves.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static SortedDictionary<string, string> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>The leaves below an element, in the order of names. Arrays are leaves.</summary>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static SortedDictionary<string, string> Of(JsonElement element)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(leaves, string.Empty, element);
        return leaves;
    }

    private static void Add(SortedDictionary<string, string> leaves, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            leaves.Add(name, value.ToString());
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            Add(leaves, name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value);
        }
    }
}
