using System.Text.Json;
using System.Text.Json.Serialization;

namespace Espalier.Conformance.Searches;

/// <summary>A search's log, read by nobody's code but this: what other programs find in it.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Steps">Those of steps.</param>
/// <param name="Epochs">How many are of epochs.</param>
/// <param name="Broken">Lines that are no JSON, or neither.</param>
internal sealed record SearchLog(IReadOnlyList<string> Lines, IReadOnlyList<SearchLog.Step> Steps, int Epochs, IReadOnlyList<string> Broken)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static SearchLog Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var (steps, epochs, broken) = (new List<Step>(), 0, new List<string>());
        foreach (var line in lines)
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("report", out var report))
                {
                    steps.Add(report.Deserialize<Step>(Options)!);
                }
                else if (document.RootElement.TryGetProperty("summary", out _))
                {
                    epochs++;
                }
                else
                {
                    broken.Add(line);
                }
            }
            catch (JsonException)
            {
                broken.Add(line);
            }
        }

        return new SearchLog(lines, steps, epochs, broken);
    }

    /// <summary>What a step told.</summary>
    internal sealed record Step
    {
        public double TrainLoss { get; init; }

        public Dictionary<string, double> Objectives { get; init; } = [];

        public string? Diverged { get; init; }
    }
}
