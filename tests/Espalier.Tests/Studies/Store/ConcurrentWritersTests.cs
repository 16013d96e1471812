using Espalier.Studies.Store;

namespace Espalier.Tests.Studies.Store;

/// <summary>Processes that make one store at the same moment and write into it.</summary>
[Collection(StoreTests.Name)]
public sealed class ConcurrentWritersTests(Stores stores)
{
    private const int Processes = 8;
    private const int Trials = 150;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Eight_processes_make_a_store_and_nothing_is_lost(string database)
    {
        var address = stores.New(database);
        var writers = Enumerable.Range(0, Processes).Select(i => StoreWriter.Start(address, $"study{i}", Trials, stores.File($"{database}.{i}"))).ToArray();
        try
        {
            await Task.WhenAll(writers.Select(writer => writer.Ready()));
            Array.ForEach(writers, writer => writer.Go());
            foreach (var writer in writers)
            {
                var (code, error) = await writer.End();
                Assert.True(code == 0, error);
            }
        }
        finally
        {
            Array.ForEach(writers, writer => writer.Dispose());
        }

        using var store = StudyStore.Open(address, create: false);
        Assert.Equal(Enumerable.Range(0, Processes).Select(i => $"study{i}"), store.Studies().Select(study => study.Study.Id));
        foreach (var id in Enumerable.Range(0, Processes).Select(i => $"study{i}"))
        {
            Assert.Equal(Enumerable.Range(0, Trials).Select(number => Rows.Trial(id, number)), store.Trials(id));
        }
    }

    [Fact]
    public async Task A_writer_that_is_killed_leaves_whole_rows_and_others_go_on()
    {
        var address = stores.New(Stores.Sqlite);
        using var writer = StoreWriter.Start(address, "killed", 1_000_000, stores.File("killed"));
        await writer.Ready();
        writer.Go();
        using var store = StudyStore.Open(address);
        while (store.Trials("killed").Count < 20)
        {
            await Task.Delay(10);
        }

        writer.Kill();
        Assert.NotEqual(0, (await writer.End()).Code);

        var trials = store.Trials("killed");
        Assert.Equal(Enumerable.Range(0, trials.Count).Select(number => Rows.Trial("killed", number)), trials);
        store.Write(Rows.Trial("killed", trials.Count));
        Assert.Equal(trials.Count + 1, store.Trials("killed").Count);
    }
}
