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
