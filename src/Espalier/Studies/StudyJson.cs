using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Espalier.Studies;

/// <summary>How the files of a run are written as JSON: camel case, strict on reading, NaN and infinities by name.</summary>
public static class StudyJson
{
    /// <summary>For documents that people read: indented.</summary>
    public static JsonSerializerOptions Document { get; } = Options(indented: true);

    /// <summary>For one line of a log.</summary>
    public static JsonSerializerOptions Line { get; } = Options(indented: false);

    /// <summary>Reads a document that somebody may have changed or cut off.</summary>
    /// <typeparam name="T">A record; its own checks count as faults of the text.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="where">Where it was found, for the message.</param>
    /// <param name="mend">What the caller can do.</param>
    /// <exception cref="InvalidInputException">It is no such document.</exception>
    public static T Read<T>(string text, string where, string mend)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Line) ?? throw new JsonException("it says null");
        }
        catch (Exception fault)
            when (fault is JsonException or ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            throw new InvalidInputException(where, $"is damaged or of another version: {fault.Message}", mend, fault);
        }
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,

        // Genotypes are full of quotes and signs that would else become \u0022; nothing here is put into a web page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
    };
}
