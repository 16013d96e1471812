using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Espalier.Studies.Store;

/// <summary>
/// Writes one study while its run goes on. What is told twice, as a resumed run does with what its checkpoint remembers, is there once.
/// </summary>
public sealed class StudyRecorder : IDisposable
{
    private readonly StudyStore store;
    private readonly TimeProvider clock;
    private StudyRow study;
    private SessionRow session;

    private StudyRecorder(StudyStore store, StudyRow study, SessionRow session, TimeProvider clock) =>
        (this.store, this.study, this.session, this.clock) = (store, study, session, clock);

    /// <summary>Begins a study, or goes on with the one of that id.</summary>
    /// <param name="store">Is disposed with the recorder.</param>
    /// <param name="study">The study as it is when it begins; where it is known, it keeps when that was.</param>
    /// <param name="environment">What this process runs on.</param>
    /// <param name="clock">For the times of rows.</param>
    /// <exception cref="InvalidInputException">The database refused.</exception>
    public static StudyRecorder Begin(StudyStore store, StudyRow study, RunEnvironment environment, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(clock);
        var now = Now(clock);
        var begun = study with { State = StudyState.Running, Started = store.Study(study.Id)?.Started ?? now };
        var session = new SessionRow
        {
            StudyId = study.Id,
            Number = store.Sessions(study.Id).Count,
            Started = now,
            Seen = now,
            Host = Environment.MachineName,
            Process = Environment.ProcessId,
            Environment = JsonSerializer.Serialize(environment, StudyJson.Line),
        };
        store.Write(begun, session);
        return new StudyRecorder(store, begun, session, clock);
    }

    /// <summary>Records trials; those of a known number are replaced.</summary>
    /// <param name="trials">Their study and time are filled in.</param>
    public void Trials(IEnumerable<TrialRow> trials) =>
        Write(trials.Select(trial => trial with { StudyId = study.Id, Recorded = Now(clock) }));

    /// <summary>Records metrics; those of a known stage, name and step are replaced.</summary>
    /// <param name="metrics">Their study is filled in. What is no number becomes null: SQLite knows no NaN.</param>
    public void Metrics(IEnumerable<MetricRow> metrics) => Write(metrics.Select(metric => metric with
    {
        StudyId = study.Id,
        Value = metric.Value is { } value && double.IsNaN(value) ? null : metric.Value,
    }));

    /// <summary>Records a file that lies in the run's folder.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="path">Relative to the folder.</param>
    public void Artefact(string kind, string path)
    {
        var file = Path.Combine(study.Folder, path);
        var (bytes, sum) = FileFault.Guard(file, () =>
        {
            using var content = File.OpenRead(file);
            return (content.Length, SHA256.HashData(content));
        });
        Write([new ArtefactRow { StudyId = study.Id, Path = path, Kind = kind, Bytes = bytes, Sha256 = Convert.ToHexStringLower(sum) }]);
    }

    /// <summary>Records a file that is about to be written.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="path">Relative to the folder.</param>
    /// <param name="text">What it will hold, in UTF-8.</param>
    public void Artefact(string kind, string path, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var sum = Convert.ToHexStringLower(SHA256.HashData(content));
        Write([new ArtefactRow { StudyId = study.Id, Path = path, Kind = kind, Bytes = content.Length, Sha256 = sum }]);
    }

    /// <summary>Records that the study came to its end.</summary>
    /// <param name="result">The JSON of <c>result.json</c>.</param>
    public void Finish(string result) => End(study with { State = StudyState.Finished, Result = result });

    /// <summary>Records that it was stopped and can be gone on with.</summary>
    public void Interrupt() => End(study with { State = StudyState.Interrupted });

    /// <summary>Records the fault that stopped it.</summary>
    public void Fail(string failure) => End(study with { State = StudyState.Failed, Failure = failure });

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private void End(StudyRow ended)
    {
        study = ended;
        Write([study]);
    }

    private void Write(IEnumerable<object> rows)
    {
        session = session with { Seen = Now(clock) };
        store.Write([.. rows, session]);
    }

    // Whole milliseconds: PostgreSQL keeps six digits of a second, SQLite seven.
    private static DateTime Now(TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
