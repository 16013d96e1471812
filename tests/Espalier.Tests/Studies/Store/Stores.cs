using System.Reflection;
using Espalier.Studies.Store;
using Espalier.Tests.Data;
using Xunit.Sdk;

namespace Espalier.Tests.Studies.Store;

/// <summary>Makes fresh stores of either database.</summary>
public sealed class Stores : IDisposable
{
    internal const string Sqlite = "sqlite";
    internal const string Postgres = "postgres";
    private readonly TempFolder folder = new();
    private int files;

    internal PostgresServer Server { get; } = new();

    /// <summary>The address of a store that is not there yet.</summary>
    internal StoreAddress New(string database) => database == Postgres
        ? StoreAddress.Parse(Server.NewDatabase())
        : StoreAddress.At(File($"store{++files}.db"));

    internal string File(string name) => Path.Combine(folder.Path, name);

    public void Dispose()
    {
        Server.Dispose();
        folder.Dispose();
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class StoreTests : ICollectionFixture<Stores>
{
    internal const string Name = "stores";
}

/// <summary>Runs the test on SQLite.</summary>
internal sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Stores.Sqlite]];
}

/// <summary>Runs the test on PostgreSQL, where a server can be had.</summary>
internal sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = PostgresServer.Absence;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Stores.Postgres]];
}
