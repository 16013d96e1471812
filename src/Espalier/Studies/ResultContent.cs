using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Espalier.Studies;

/// <summary>
/// What a run came to, without how long it took and where it ran: names and values, the same whenever it is run again. Its hash is what
/// <c>result.json</c>, <c>show</c> and <c>reproduce</c> tell.
/// </summary>
/// <remarks>
/// A name is a path, e.g. <c>search.objectives[0].accuracy</c>, a value the JSON text at its end. Left out are <c>environment</c>,
/// <c>command</c>, <c>hash</c>, <c>data</c> (a place; the data itself is in <c>dataChecksum</c>), and everything whose name says that it is a time
/// or a memory. The length of every array, whether the stages were done, and the checksum of the weights are values of their own.
/// </remarks>
public sealed class ResultContent
{
    private const string Weights = "weights";
    private const string Absent = "none";
    private static readonly string[] Places = ["environment", "command", "hash", "data"];
    private static readonly string[] Measures = ["seconds", "milliseconds", "persecond", "mib"];
    private static readonly string[] Stages = ["accuracy", "attack", "search", "train"];
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    private ResultContent(string? weights) => values[Weights] = weights ?? Absent;

    /// <summary>The values by name, in the order of names.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>SHA-256 over all names and values, in hexadecimal.</summary>
    public string Hash => HashOf(values);

    /// <summary>Reads a result.</summary>
    /// <param name="json">The text of a <c>result.json</c>, of this version or another.</param>
    /// <param name="weights">The checksum of the model's weights, <see cref="ModelFile.Checksum"/>; null where there is no model.</param>
    /// <param name="where">Where the text is from, for the error.</param>
    /// <exception cref="InvalidInputException">It is no JSON document.</exception>
    public static ResultContent Of(string json, string? weights, string where = "result")
    {
        var content = new ResultContent(weights);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("no object");
            }

            content.Add(string.Empty, document.RootElement);
            foreach (var stage in Stages)
            {
                content.values[$"{stage}?"] = document.RootElement.TryGetProperty(stage, out _) ? "done" : Absent;
            }
        }
        catch (JsonException fault)
        {
            throw new InvalidInputException(where, $"is no JSON document: {fault.Message}", "give the folder of a finished run", fault);
        }

        return content;
    }

    /// <summary>
    /// What is not the same in another result, in the order of names. A name that only the other one has is passed over: later versions tell more.
    /// </summary>
    public IReadOnlyList<ResultDifference> DifferencesFrom(ResultContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return
        [
            .. values
                .Select(pair => new ResultDifference(pair.Key, pair.Value, other.values.GetValueOrDefault(pair.Key)))
                .Where(difference => difference.Recorded != difference.Repeated),
        ];
    }

    /// <summary>The hash of the values that another result has names for; where both tell the same things, <see cref="Hash"/>.</summary>
    public string HashOfWhatIsIn(ResultContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return HashOf(values.Where(pair => other.values.ContainsKey(pair.Key)));
    }

    private static string HashOf(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            // A JSON text holds no line break outside of strings, where it is escaped; nor does a name.
            text.Append(name).Append('=').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private void Add(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().Where(member => IsContent(member.Name)))
                {
                    Add(name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var element in value.EnumerateArray())
                {
                    Add($"{name}[{index++}]", element);
                }

                values[$"{name}.length"] = index.ToString();
                break;
            case JsonValueKind.Null:
                break;
            default:
                values[name] = value.ValueKind == JsonValueKind.String ? JsonSerializer.Serialize(value.GetString()) : value.GetRawText();
                break;
        }
    }

    private static bool IsContent(string name) =>
        !Places.Contains(name, StringComparer.Ordinal) && !Measures.Any(measure => name.EndsWith(measure, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A value that is not the same.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Recorded">What the run recorded.</param>
/// <param name="Repeated">What came out now; null where there is none.</param>
public sealed record ResultDifference(string Name, string? Recorded, string? Repeated);
