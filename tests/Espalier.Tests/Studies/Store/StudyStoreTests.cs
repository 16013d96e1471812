using Espalier.Studies.Store;

namespace Espalier.Tests.Studies.Store;

[Collection(StoreTests.Name)]
public sealed class StudyStoreTests(Stores stores)
{
    private const string Id = "0123456789ab";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Rows_come_back_as_they_were_written(string database)
    {
        var address = stores.New(database);
        var (study, session, trial) = (Rows.Study(Id), Rows.Session(Id), Rows.Trial(Id, 3));
        var empty = new TrialRow { StudyId = Id, Number = 4, Kind = TrialKind.Derived, Genotype = "g", Failure = "diverged", Recorded = Rows.Time };
        MetricRow[] metrics =
        [
            Rows.Metric(Id, "genotype", 0, null) with { Text = "Genotype(...)" },
            Rows.Metric(Id, "loss", 0, double.PositiveInfinity),
            Rows.Metric(Id, "loss", 1, 1.0 / 3),
        ];
        var artefact = new ArtefactRow { StudyId = Id, Path = "model.safetensors", Kind = "model", Bytes = 1L << 33, Sha256 = "00ff" };
        using (var store = StudyStore.Open(address))
        {
            store.Write(study, session, trial, empty, artefact);
            store.Write(metrics);
        }

        using var again = StudyStore.Open(address, create: false);
        Assert.Equal(study, again.Study(Id));
        Assert.Equal([session], again.Sessions(Id));
        Assert.Equal([trial, empty], again.Trials(Id));
        Assert.Equal(metrics, again.Metrics(Id));
        Assert.Equal(metrics.Select(metric => metric.Text).OfType<string>(), again.Texts(Id[..4], "search", "genotype"));
        Assert.Equal([artefact], again.Artefacts(Id));
        Assert.Null(again.Study("other"));
        Assert.Empty(again.Trials("other"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void A_known_key_is_replaced_and_not_doubled(string database)
    {
        using var store = StudyStore.Open(stores.New(database));
        store.Write(Rows.Study(Id), Rows.Trial(Id, 0), Rows.Metric(Id, "loss", 0, 1));

        store.Write(Rows.Study(Id) with { State = StudyState.Finished, Failure = null }, Rows.Trial(Id, 0) with { Accuracy = null });
        store.Write(Rows.Metric(Id, "loss", 0, 2));

        Assert.Equal((StudyState.Finished, null), (store.Study(Id)!.State, store.Study(Id)!.Failure));
        Assert.Null(Assert.Single(store.Trials(Id)).Accuracy);
        Assert.Equal(2, Assert.Single(store.Metrics(Id)).Value);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Rows_that_are_written_together_are_there_together_or_not_at_all(string database)
    {
        using var store = StudyStore.Open(stores.New(database));
        store.Write(Rows.Study(Id));

        Assert.Throws<InvalidInputException>(() => store.Write(Rows.Trial(Id, 0), Rows.Trial("of no study", 0)));

        Assert.Empty(store.Trials(Id));
        store.Write(Rows.Trial(Id, 0));
        Assert.Single(store.Trials(Id));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void The_overview_counts_trials_and_finds_the_best(string database)
    {
        using var store = StudyStore.Open(stores.New(database));
        store.Write(Rows.Study("b") with { Started = Rows.Time.AddDays(1) }, Rows.Study("a"), Rows.Session("a"), Rows.Session("a", 1));
        store.Write(Rows.Trial("a", 0) with { Accuracy = 0.25 }, Rows.Trial("a", 1) with { Accuracy = 0.75 }, Rows.Trial("a", 2) with { Accuracy = null });
        store.Write(Rows.Metric("a", "clean", 0, 0.5) with { Stage = StudyStore.TestStage });

        var (first, second) = (store.Studies()[0], store.Studies()[1]);

        Assert.Equal(("a", 3, 0.75), (first.Study.Id, first.Trials, first.BestTrial!.Value));
        Assert.Equal(TimeSpan.FromMinutes(1), first.Worked);
        Assert.Equal(0.5, Assert.Single(first.Test, pair => pair.Key == "clean").Value);
        Assert.Equal(("b", 0, null), (second.Study.Id, second.Trials, second.BestTrial));
        Assert.Equal(TimeSpan.Zero, second.Worked);
    }

    [Fact]
    public void What_a_commit_wrote_is_flushed_to_the_disk_and_readers_do_not_wait()
    {
        var address = stores.New(Stores.Sqlite);
        using var store = StudyStore.Open(address);

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(address.Connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());

        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        Assert.Empty(store.Studies());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Writes_of_several_threads_are_all_there_and_only_who_is_at_fault_is_told(string database)
    {
        using var store = StudyStore.Open(stores.New(database));
        store.Write(Rows.Study(Id));
        store.Write();
        var faults = new Exception?[400];

        // More threads than processors, so that some wait while one writes.
        var threads = Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            for (var number = thread; number < faults.Length; number += 8)
            {
                faults[number] = Record.Exception(() => store.Write(Rows.Trial(number % 10 == 3 ? "of no study" : Id, number)));
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(faults.Index(), fault => Assert.Equal(fault.Index % 10 == 3, fault.Item is InvalidInputException));
        Assert.Equal(Enumerable.Range(0, 400).Where(number => number % 10 != 3), store.Trials(Id).Select(trial => trial.Number));
    }

    [Theory]
    [OnPostgres]
    public void A_server_that_is_started_anew_is_waited_for(string database)
    {
        using var store = StudyStore.Open(stores.New(database));
        store.Write(Rows.Study(Id), Rows.Trial(Id, 0));

        stores.Server.Restart();
        store.Write(Rows.Trial(Id, 1));
        stores.Server.Restart();

        Assert.Equal([0, 1], store.Trials(Id).Select(trial => trial.Number));
    }

    [Theory]
    [OnPostgres]
    public void A_database_that_is_not_there_is_the_callers_fault(string database)
    {
        Assert.Equal(Stores.Postgres, database);
        var address = StoreAddress.Parse(stores.Server.Address("nowhere"));

        var fault = Assert.Throws<InvalidInputException>(() => StudyStore.Open(address));

        Assert.Matches("^postgres://postgres@127.0.0.1:[0-9]+/nowhere: refused \\(3D000\\): .*; create the database first", fault.Message);
    }

    [Fact]
    public void A_server_that_is_not_there_is_the_callers_fault()
    {
        // Port 1 is nobody's.
        var fault = Assert.Throws<InvalidInputException>(() => StudyStore.Open(StoreAddress.Parse("postgres://me:secret@127.0.0.1:1/nas")));

        Assert.StartsWith("store 'postgres://me@127.0.0.1:1/nas'".Split('\'')[1] + ": cannot be reached: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_missing_or_broken_file_is_the_callers_fault()
    {
        var missing = stores.File("missing.db");
        AssertRefused(missing, "there is no such file");
        Assert.False(File.Exists(missing));

        var text = stores.File("text.db");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("this is no database\n", 100)));
        AssertRefused(text, "is no SQLite database");

        var cut = stores.New(Stores.Sqlite);
        using (var store = StudyStore.Open(cut))
        {
            store.Write(Rows.Study(Id));
        }

        using (var file = File.OpenWrite(cut.File!))
        {
            file.Position = 2048;
            file.Write(new byte[file.Length - 2048]);
        }

        AssertRefused(cut.File!, "is damaged");
        AssertRefused(Directory.CreateDirectory(stores.File("folder.db")).FullName, "no such file");
    }

    private static void AssertRefused(string file, string what)
    {
        var fault = Assert.Throws<InvalidInputException>(() =>
        {
            using var store = StudyStore.Open(StoreAddress.At(file), create: false);
            store.Studies();
        });
        Assert.StartsWith($"sqlite:{file}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
