using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Espalier.Studies.Store;

/// <summary>The studies of one SQLite file or PostgreSQL database: rows are written by their keys, and read as lists.</summary>
/// <remarks>
/// May be used by several threads, whose writes are then committed together as far as they come together, and by several processes at once.
/// </remarks>
public sealed class StudyStore : IDisposable
{
    /// <summary>The stage of accuracies on test images.</summary>
    public const string TestStage = "test";

    /// <summary>The stage of what candidates of a front were judged by, beside the accuracy that their trials have.</summary>
    public const string JudgeStage = "judge";

    // 0.1, 0.2, ... 6.4 s: together long enough for a server that is started anew.
    private const int Attempts = 7;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.1);

    private readonly Lock turn = new();
    private readonly WriteQueue writes = new();
    private StoreConnection connection;

    private StudyStore(StoreAddress address, StoreConnection connection) => (Address, this.connection) = (address, connection);

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>The version of the SQLite library, which is loaded for it.</summary>
    public static string SqliteVersion()
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        return memory.ServerVersion;
    }

    /// <summary>Opens a store of today's or an older schema, which is brought up; makes it where there is none.</summary>
    /// <param name="address">Where.</param>
    /// <param name="create">Whether a missing SQLite file, or a database without our tables, becomes a store.</param>
    /// <exception cref="InvalidInputException">
    /// It is missing, damaged, no store, of a newer schema, or cannot be reached.
    /// </exception>
    public static StudyStore Open(StoreAddress address, bool create = true)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.File is { } file)
        {
            if (create)
            {
                FileFault.Guard(file, () => Directory.CreateDirectory(Path.GetDirectoryName(file)!));
            }
            else if (!File.Exists(file))
            {
                throw new InvalidInputException(address.Text, "there is no such file", "give the store of a run");
            }
        }

        return StoreFault.GuardReading(address, () => new StudyStore(address, new StoreConnection(address, create)));
    }

    /// <summary>
    /// Writes rows of any tables, all or none: new keys are added, known ones replaced. When it returns they are durable: flushed to the
    /// disk (SQLite), or as durable as the server's <c>synchronous_commit</c> promises.
    /// </summary>
    /// <param name="rows"><see cref="StudyRow"/> and its kin; a study before what belongs to it.</param>
    /// <exception cref="InvalidInputException">The database refused.</exception>
    public void Write(params IReadOnlyList<object> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var own = new PendingWrite(rows);
        if (writes.Join(own) || own.MustLead())
        {
            // Whoever leads writes for all that wait: one flush of the disk instead of one each.
            writes.Lead(WriteTogether);
        }

        own.ThrowIfFailed();
    }

    /// <summary>Every study, the oldest first.</summary>
    public IReadOnlyList<StudyOverview> Studies() => Overviews(null);

    /// <summary>What <see cref="Studies"/> says of one that is there.</summary>
    /// <exception cref="InvalidInputException">It is not there, though another table of the store says it is.</exception>
    public StudyOverview Overview(string id) => Overviews(id) is [var found]
        ? found
        : throw new InvalidInputException(Address.Text, $"is damaged: study '{id}' is not in it", "restore it from a copy, or give another --store");

    /// <summary>One study, or null.</summary>
    public StudyRow? Study(string id) => Read(open => open.Context.Studies.SingleOrDefault(study => study.Id == id));

    /// <summary>The studies whose id begins so.</summary>
    public IReadOnlyList<StudyRow> Beginning(string id) => Read(open =>
        open.Context.Studies.Where(study => study.Id.StartsWith(id)).OrderBy(study => study.Id).ToArray());

    /// <summary>The processes that worked on a study, in order.</summary>
    public IReadOnlyList<SessionRow> Sessions(string id) => Read(open =>
        open.Context.Sessions.Where(session => session.StudyId == id).OrderBy(session => session.Number).ToArray());

    /// <summary>The trials of a study, in order.</summary>
    public IReadOnlyList<TrialRow> Trials(string id) => Read(open =>
        open.Context.Trials.Where(trial => trial.StudyId == id).OrderBy(trial => trial.Number).ToArray());

    /// <summary>The metrics of a study by stage, name and trial, each in the order of time.</summary>
    public IReadOnlyList<MetricRow> Metrics(string id) => Read(open => open.Context.Metrics.Where(metric => metric.StudyId == id).ToArray())
        .OrderBy(metric => metric.Stage, StringComparer.Ordinal)
        .ThenBy(metric => metric.Name, StringComparer.Ordinal)
        .ThenBy(metric => metric.Trial)
        .ThenBy(metric => metric.Step)
        .ToArray();

    /// <summary>The texts of one metric of all studies whose id begins so, in the order of their ids: one question instead of one each.</summary>
    public IReadOnlyList<string> Texts(string id, string stage, string name) => Read(open => open.Context.Metrics
        .Where(metric => metric.StudyId.StartsWith(id) && metric.Stage == stage && metric.Name == name && metric.Text != null)
        .OrderBy(metric => metric.StudyId).Select(metric => metric.Text!).ToArray());

    /// <summary>The files a study left, by path.</summary>
    public IReadOnlyList<ArtefactRow> Artefacts(string id) => Read(
        open => open.Context.Artefacts.Where(artefact => artefact.StudyId == id).ToArray())
        .OrderBy(artefact => artefact.Path, StringComparer.Ordinal)
        .ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn)
        {
            connection.Dispose();
        }
    }

    /// <summary>
    /// One thread at a time. A server that went away is waited for: a search of hours must not end because of a restart, and what is written
    /// twice is written once.
    /// </summary>
    private T InTurn<T>(Func<StoreConnection, T> action)
    {
        lock (turn)
        {
            return StoreFault.Guard(Address, () =>
            {
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        return action(connection);
                    }
                    catch (Exception fault) when (attempt < Attempts && IsPassing(fault))
                    {
                        Reconnect(FirstWait * Math.Pow(2, attempt));
                    }
                }
            });
        }
    }

    private T Read<T>(Func<StoreConnection, T> action) => StoreFault.GuardReading(Address, () => InTurn(action));

    private void WriteTogether(IReadOnlyList<PendingWrite> together)
    {
        try
        {
            WriteAll([.. together.SelectMany(write => write.Rows)]);
        }
        catch (Exception) when (together.Count > 1)
        {
            // One of them is at fault, and only that one is to be told.
            foreach (var write in together)
            {
                write.Attempt(WriteAll);
            }
        }
        catch (Exception fault)
        {
            together[0].Fault = fault;
        }
    }

    private void WriteAll(IReadOnlyList<object> rows) => InTurn(open =>
    {
        open.Write(rows);
        return true;
    });

    private StudyOverview[] Overviews(string? id) => Read(open =>
    {
        var context = open.Context;
        var trials = context.Trials.Where(trial => id == null || trial.StudyId == id).GroupBy(trial => trial.StudyId)
            .Select(group => new { group.Key, Count = group.Count(), Best = group.Max(trial => trial.Accuracy) })
            .ToDictionary(group => group.Key);
        var sessions = context.Sessions.Where(session => id == null || session.StudyId == id)
            .OrderBy(session => session.Number).ToLookup(session => session.StudyId);
        var tests = context.Metrics.Where(metric => (id == null || metric.StudyId == id) && metric.Stage == TestStage
                && metric.Trial == MetricRow.WholeStudy && metric.Value != null)
            .ToLookup(metric => metric.StudyId);
        return context.Studies.Where(study => id == null || study.Id == id)
            .OrderBy(study => study.Started).ThenBy(study => study.Id).AsEnumerable().Select(study => new StudyOverview(
                study,
                [.. sessions[study.Id]],
                trials.GetValueOrDefault(study.Id)?.Count ?? 0,
                trials.GetValueOrDefault(study.Id)?.Best,
                tests[study.Id].ToDictionary(metric => metric.Name, metric => metric.Value!.Value))).ToArray();
    });

    private void Reconnect(TimeSpan wait)
    {
        using (var never = new ManualResetEventSlim())
        {
            never.Wait(wait);
        }

        try
        {
            var fresh = new StoreConnection(Address, create: false);
            connection.Dispose();
            connection = fresh;
        }
        catch (DbException fault) when (IsPassing(fault))
        {
            // The next attempt fails on the broken connection, and waits longer.
        }
    }

    // Entity Framework wraps the driver's fault; on a connection that broke before there is none of the driver.
    private bool IsPassing(Exception fault) => Address.File is null
        && (fault is DbException { IsTransient: true } || fault.InnerException is DbException { IsTransient: true } || connection.IsBroken);
}
