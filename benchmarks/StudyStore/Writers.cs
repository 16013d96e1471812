using System.Diagnostics;
using Espalier.Studies.Store;
using Microsoft.Data.Sqlite;

namespace StudyStoreBenchmark;

/// <summary>One way to write trials.</summary>
/// <param name="Name">Its line in the table.</param>
/// <param name="Seconds">Is given the round and a number of trials, and says how long they took; opening the file is not in it.</param>
internal sealed record Writer(string Name, Func<int, int, double> Seconds);

/// <summary>The store, and what bounds it: the disk, the database's own driver.</summary>
internal static class Writers
{
    private const int Page = 4096;
    private const int Together = 100;
    private const int Threads = 16;

    internal static IReadOnlyList<Writer> All(string folder, StoreAddress? server) =>
    [
        new("the disk: 4 KiB appended and flushed (fsync)", (round, trials) => Flushed(Path.Combine(folder, $"plain{round}"), trials)),
        new("SQLite's driver, WAL, synchronous=FULL", (round, trials) => Driver(Path.Combine(folder, $"full{round}.db"), "FULL", trials)),
        new("SQLite's driver, WAL, synchronous=NORMAL", (round, trials) => Driver(Path.Combine(folder, $"normal{round}.db"), "NORMAL", trials)),
        new("the study store, one call each", (round, trials) => Store(StoreAddress.At(Path.Combine(folder, $"one{round}.db")), "one", trials, 1)),
        new(
            $"the study store, one call each, {Threads} threads",
            (round, trials) => Threaded(StoreAddress.At(Path.Combine(folder, $"threads{round}.db")), trials)),
        new(
            $"the study store, {Together} a call",
            (round, trials) => Store(StoreAddress.At(Path.Combine(folder, $"many{round}.db")), "many", trials, Together)),
        .. server is null
            ? Array.Empty<Writer>()
            : [new("the study store on PostgreSQL, one call each", (round, trials) => Store(server, $"round{round}", trials, 1))],
    ];

    private static double Flushed(string path, int count)
    {
        var page = new byte[Page];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Timed(() =>
        {
            for (var i = 0; i < count; i++)
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }
        });
    }

    private static double Driver(string path, string synchronous, int count)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; "
            + "CREATE TABLE trials (study TEXT, number INTEGER, genotype TEXT, accuracy REAL, params INTEGER, macs INTEGER, PRIMARY KEY (study, number))";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO trials VALUES ('one', $number, $genotype, $accuracy, $params, $macs)";
        var names = new[] { "$number", "$genotype", "$accuracy", "$params", "$macs" };
        var parameters = Array.ConvertAll(names, name => command.Parameters.AddWithValue(name, 0));
        return Timed(() =>
        {
            for (var i = 0; i < count; i++)
            {
                var trial = SampleRows.Trial("one", i);
                var values = new object?[] { trial.Number, trial.Genotype, trial.Accuracy, trial.Params, trial.Macs };
                for (var place = 0; place < values.Length; place++)
                {
                    parameters[place].Value = values[place];
                }

                command.ExecuteNonQuery();
            }
        });
    }

    private static double Store(StoreAddress address, string study, int count, int together)
    {
        using var store = StudyStore.Open(address);
        store.Write(SampleRows.Study(study), SampleRows.Trial(study, 0));
        return Timed(() =>
        {
            foreach (var numbers in Enumerable.Range(1, count).Chunk(together))
            {
                store.Write(Array.ConvertAll<int, object>(numbers, number => SampleRows.Trial(study, number)));
            }
        });
    }

    private static double Threaded(StoreAddress address, int count)
    {
        const string Study = "threads";
        using var store = StudyStore.Open(address);
        store.Write(SampleRows.Study(Study), SampleRows.Trial(Study, 0));
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var number = 1 + thread; number <= count; number += Threads)
            {
                store.Write(SampleRows.Trial(Study, number));
            }
        })).ToList();
        return Timed(() =>
        {
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        });
    }

    private static double Timed(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
