using System.Text.Json;

namespace Espalier.Studies;

/// <summary>
/// Numbers that a run measured, by name. Each is measured once and kept in a file as soon as it is known: a clock never says the same
/// twice, and a run that was interrupted must decide by the numbers it decided by before.
/// </summary>
public sealed class Measurements
{
    private readonly Dictionary<string, double> known = [];
    private readonly string path;
    private long length;

    private Measurements(string path) => this.path = path;

    /// <summary>What was measured so far, in this session of the run and in those before.</summary>
    public IReadOnlyCollection<double> Values => known.Values;

    /// <summary>Reads what is there.</summary>
    /// <param name="path">The file; its folder must exist. It is made with the first measurement.</param>
    /// <exception cref="InvalidInputException">It is no such file, or the file system refused.</exception>
    public static Measurements Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var found = new Measurements(path);
        var content = FileFault.Guard(path, () => File.Exists(path) ? File.ReadAllBytes(path) : []);

        // A machine that went down may leave half a line, which is cut off by the next one.
        found.length = content.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var line in content.AsSpan(0, (int)found.length).Split((byte)'\n'))
        {
            found.Add(content.AsSpan(0, (int)found.length)[line]);
        }

        return found;
    }

    /// <summary>The number of a name.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="measure">Asked only where the name is new.</param>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public double Of(string name, Func<double> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (known.TryGetValue(name, out var value))
        {
            return value;
        }

        value = measure();
        using var log = RunLog.Resume(path, length);
        log.Append(new Line(name, value));
        length = log.Commit();
        known.Add(name, value);
        return value;
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        try
        {
            var (name, value) = JsonSerializer.Deserialize<Line>(line, StudyJson.Line) ?? throw new JsonException("a line says null");
            known.Add(name, value);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InvalidInputException(path, $"is damaged: {fault.Message.ReplaceLineEndings(" ")}", "start the run anew", fault);
        }
    }

    private sealed record Line(string Name, double Value);
}
