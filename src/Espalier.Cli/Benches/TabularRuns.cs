using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Benches;

/// <summary>
/// Runs of a bench in a study store, a study each, which has the network found as its trial and its accuracy on test images. What is there already
/// is not run again.
/// </summary>
/// <param name="store">The store; disposed with this.</param>
/// <param name="folder">The bench's folder.</param>
/// <param name="command">The command that runs them.</param>
/// <param name="environment">What they run on.</param>
internal sealed class TabularRuns(StudyStore store, string folder, string command, RunEnvironment environment) : IDisposable
{
    private const string Stage = "search";
    private const string Metric = "run";
    private const int PrefixLength = 6;
    private readonly string environment = JsonSerializer.Serialize(environment, StudyJson.Line);

    /// <summary>What decides all runs of a method: the hash of its settings, and of the program's version.</summary>
    internal static string KeyOf(TabularSettings settings) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(settings, StudyJson.Line))));

    /// <summary>Those of a method that are there, by number.</summary>
    internal IReadOnlyDictionary<int, TabularRun> Known(string key) => store.Texts(key[..PrefixLength], Stage, Metric)
        .Select(text => StudyJson.Read<TabularRun>(text, store.Address.Text, "remove it, or give another --out"))
        .Where(run => run.Key == key && run.Incumbents.Count > 0)
        .ToDictionary(run => run.Number);

    /// <summary>Records runs, all or none.</summary>
    internal void Add(TabularSettings settings, IReadOnlyList<TabularRun> runs, Func<int, ulong> seed, TabularProtocol protocol, DateTimeOffset now) =>
        store.Write([.. runs.SelectMany(run => Rows(settings, run, seed(run.Number), protocol, now))]);

    public void Dispose() => store.Dispose();

    private IEnumerable<object> Rows(TabularSettings settings, TabularRun run, ulong seed, TabularProtocol protocol, DateTimeOffset now)
    {
        var id = run.Key[..PrefixLength] + run.Number.ToString("x6", CultureInfo.InvariantCulture);

        // Whole milliseconds: PostgreSQL keeps six digits of a second, SQLite seven.
        var (row, ended) = (run.Last.Row, now.UtcDateTime.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)));
        yield return new StudyRow
        {
            Id = id,
            Method = settings.Method,
            Space = protocol.Table.Space,
            Data = protocol.Table.Name,
            Seed = seed,
            State = StudyState.Finished,
            Folder = Path.GetFullPath(folder),
            Command = command,
            Settings = JsonSerializer.Serialize(settings with { Run = run.Number }, StudyJson.Line),
            Started = ended - TimeSpan.FromSeconds(run.Seconds),
        };
        yield return new SessionRow
        {
            StudyId = id,
            Started = ended - TimeSpan.FromSeconds(run.Seconds),
            Seen = ended,
            Host = Environment.MachineName,
            Process = Environment.ProcessId,
            Environment = environment,
        };
        yield return new TrialRow
        {
            StudyId = id,
            Kind = TrialKind.Candidate,
            Genotype = protocol.Table.GenotypeOf(row).Text,
            Seed = seed,
            Accuracy = run.Last.Judged,
            Params = (long)protocol.Size[row],
            Recorded = ended,
        };
        yield return new MetricRow { StudyId = id, Stage = StudyStore.TestStage, Name = "clean", Value = protocol.Told[0].Column[row] };
        yield return new MetricRow { StudyId = id, Stage = Stage, Name = Metric, Text = JsonSerializer.Serialize(run, StudyJson.Line) };
    }
}

/// <summary>What decides the runs of a method.</summary>
internal sealed record TabularSettings
{
    /// <summary>The bench.</summary>
    public required string Bench { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>As <c>--methods</c> takes it.</summary>
    public required string Variant { get; init; }

    /// <summary>What was set.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>What each run may spend.</summary>
    public required double Budget { get; init; }

    /// <summary>The trainings that candidates are judged after.</summary>
    public required IReadOnlyList<int> Epochs { get; init; }

    /// <summary>What seeds derive from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The device on which latency is limited; null: it is not.</summary>
    public string? LatencyDevice { get; init; }

    /// <summary>The most milliseconds there; null: it is not limited.</summary>
    public double? MaxLatency { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The run's number; null where all are meant.</summary>
    public int? Run { get; init; }
}
