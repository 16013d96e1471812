using System.Globalization;
using System.Text;
using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Reports;

/// <summary>What a run's log tells: curves by name, and judged candidates. Lines of kinds it does not know are passed over.</summary>
/// <remarks>
/// Names are paths of the log's documents: <c>trainLoss</c>, <c>objectives.accuracy</c>, <c>gamma.0</c>, <c>entropy.1.13</c>.
/// </remarks>
public sealed class RunCurves
{
    private const string Objectives = "objectives.";

    /// <summary>Each search step; across are epochs, so that the end of the first is 1.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> Steps { get; private init; } = Empty;

    /// <summary>Each epoch of the search; across is its number, from 0.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> Epochs { get; private init; } = Empty;

    /// <summary>Each epoch of the training; across is its number, from 0.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> Training { get; private init; } = Empty;

    /// <summary>The same of networks that were trained beside the chosen one, and of its replicates; each by what its lines call it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>>> OtherTrainings { get; private init; } =
        new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>>>();

    /// <summary>The candidates of a search by samples, in order: leaves of their documents by path.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Trials { get; private init; } = [];

    /// <summary>The names of the objectives, in the order of their weights.</summary>
    public IReadOnlyList<string> ObjectiveNames =>
        [.. ObjectiveOrder.Where(Epochs.ContainsKey).Select(name => name[Objectives.Length..])];

    private static IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> Empty { get; } =
        new Dictionary<string, IReadOnlyList<CurvePoint>>();

    private IReadOnlyList<string> ObjectiveOrder { get; init; } = [];

    /// <summary>Reads a log; an absent one is empty. Half a line at the end, which a machine that went down may leave, is passed over.</summary>
    /// <exception cref="InvalidInputException">The file system refused, or a line within is no JSON.</exception>
    public static RunCurves Read(string path)
    {
        if (!File.Exists(path))
        {
            return new RunCurves();
        }

        var lines = AtomicText.Read(path).Split('\n');
        var (steps, epochs, training) = (new Collected(), new Collected(), new Collected());
        var others = new Dictionary<string, Collected>(StringComparer.Ordinal);
        var trials = new List<IReadOnlyDictionary<string, string>>();
        for (var i = 0; i < lines.Length - 1; i++)
        {
            try
            {
                using var document = JsonDocument.Parse(lines[i]);
                var line = document.RootElement;
                if (line.TryGetProperty("report", out var report))
                {
                    steps.Add(line.GetProperty("epoch").GetInt32(), line.GetProperty("step").GetInt32(), report);
                }
                else if (line.TryGetProperty("summary", out var summary))
                {
                    epochs.Add(summary.GetProperty("epoch").GetInt32(), 0, summary);
                }
                else if (line.TryGetProperty("training", out var trained))
                {
                    var name = Other(line);
                    var curves = name is null ? training : others.TryGetValue(name, out var known) ? known : others[name] = new Collected();
                    curves.Add(trained.GetProperty("epoch").GetInt32(), 0, trained);
                }
                else if (line.TryGetProperty("genotype", out _))
                {
                    trials.Add(FlatJson.Of(line));
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new InvalidInputException($"{path}, line {i + 1}", $"is damaged: {fault.Message}", "resume the run, which mends its log");
            }
        }

        return new RunCurves
        {
            Steps = steps.Curves(within: true),
            Epochs = epochs.Curves(within: false),
            Training = training.Curves(within: false),
            OtherTrainings = others.ToDictionary(
                pair => pair.Key, pair => (IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>>)pair.Value.Curves(within: false)),
            Trials = trials,
            ObjectiveOrder = [.. epochs.Names.Where(name => name.StartsWith(Objectives, StringComparison.Ordinal))],
        };
    }

    /// <summary>What a line of a training calls its network; null where it is the chosen one's first.</summary>
    private static string? Other(JsonElement line)
    {
        var (finalist, replicate) = (Number("finalist"), Number("replicate"));
        return (finalist, replicate) == (1, 1) ? null : $"finalist {finalist}, replicate {replicate}";

        int Number(string name) => line.TryGetProperty(name, out var number) ? number.GetInt32() : 1;
    }

    /// <summary>Numbers by path, line by line.</summary>
    private sealed class Collected
    {
        private readonly Dictionary<string, List<(int Epoch, int Step, double Value)>> found = [];
        private int lastStep;

        /// <summary>In the order of the documents.</summary>
        internal List<string> Names { get; } = [];

        internal void Add(int epoch, int step, JsonElement document)
        {
            lastStep = Math.Max(lastStep, step);
            Walk(new StringBuilder(), document, (name, value) =>
            {
                if (!found.TryGetValue(name, out var points))
                {
                    found.Add(name, points = []);
                    Names.Add(name);
                }

                points.Add((epoch, step, value));
            });
        }

        internal Dictionary<string, IReadOnlyList<CurvePoint>> Curves(bool within) => found.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<CurvePoint>)[.. pair.Value.Select(point => new CurvePoint(
                within ? point.Epoch + ((point.Step + 1.0) / (lastStep + 1)) : point.Epoch, point.Value))]);

        private static void Walk(StringBuilder path, JsonElement element, Action<string, double> tell)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Number:
                    tell(path.ToString(), element.GetDouble());
                    break;
                case JsonValueKind.String when element.GetString() is "NaN" or "Infinity" or "-Infinity":
                    tell(path.ToString(), double.NaN);
                    break;
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        Below(path, member.Name, member.Value, tell);
                    }

                    break;
                case JsonValueKind.Array:
                    var place = 0;
                    foreach (var member in element.EnumerateArray())
                    {
                        Below(path, (place++).ToString(CultureInfo.InvariantCulture), member, tell);
                    }

                    break;
            }
        }

        private static void Below(StringBuilder path, string name, JsonElement element, Action<string, double> tell)
        {
            var length = path.Length;
            path.Append(length == 0 ? string.Empty : ".").Append(name);
            Walk(path, element, tell);
            path.Length = length;
        }
    }
}

/// <summary>A point of a curve.</summary>
/// <param name="X">When.</param>
/// <param name="Y">How much; not a number where there was none.</param>
public readonly record struct CurvePoint(double X, double Y);
