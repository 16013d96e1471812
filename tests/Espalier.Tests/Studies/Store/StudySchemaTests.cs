using System.Data.Common;
using System.Reflection;
using Espalier.Studies.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Npgsql;

namespace Espalier.Tests.Studies.Store;

/// <summary>Stores of every schema that was released (frozen copies in <c>Schemas</c>), of a newer one, and of nobody's.</summary>
[Collection(StoreTests.Name)]
public sealed class StudySchemaTests(Stores stores)
{
    private const string Id = "0123456789ab";
    private const string Added = "99999999999999_later";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void A_store_of_a_released_schema_opens_with_what_it_holds(string database)
    {
        foreach (var frozen in Frozen(database))
        {
            var address = Restore(database, frozen);

            using var store = StudyStore.Open(address, create: false);

            Assert.Equal(Rows.Study(Id), Assert.Single(store.Studies()).Study);
            Assert.Equal([Rows.Session(Id)], store.Sessions(Id));
            Assert.Equal([Rows.Trial(Id, 0), Rows.Trial(Id, 1)], store.Trials(Id));
            Assert.Equal([Rows.Metric(Id, "loss", 0, 0.5)], store.Metrics(Id));
            Assert.Equal("model", Assert.Single(store.Artefacts(Id)).Kind);
            store.Write(Rows.Trial(Id, 2));
        }
    }

    [Fact]
    public void A_released_schema_does_not_change()
    {
        using var context = Context(stores.New(Stores.Sqlite));
        var migrations = context.Database.GetMigrations().ToArray();
        var frozen = Frozen(Stores.Sqlite);

        // A new migration comes with a frozen copy of what it makes.
        Assert.Equal(migrations.Length, frozen.Length);
        foreach (var (migration, copy) in migrations.Zip(frozen))
        {
            var script = context.GetService<IMigrator>().GenerateScript(Migration.InitialDatabase, migration, MigrationsSqlGenerationOptions.NoTransactions);
            Assert.Equal(Definitions(Restore(Stores.Sqlite, copy)), Definitions(Made(script)));
        }
    }

    [Fact]
    public void The_tables_are_those_of_the_model()
    {
        var address = stores.New(Stores.Sqlite);
        StudyStore.Open(address).Dispose();
        using var context = Context(stores.New(Stores.Sqlite));

        Assert.Equal(Columns(Made(context.Database.GenerateCreateScript())), Columns(address));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void An_older_store_is_brought_up_and_an_older_program_then_refuses_it(string database)
    {
        var address = stores.New(database);
        using (var store = StudyStore.Open(address))
        {
            store.Write(Rows.Study(Id), Rows.Trial(Id, 0));
        }

        using (var tomorrow = Context(address, Later.Works))
        {
            StudySchema.Bring(tomorrow, address, create: false);
            StudySchema.Bring(tomorrow, address, create: false);
            Assert.Equal("none", tomorrow.Database.SqlQueryRaw<string>("SELECT notes AS \"Value\" FROM trials").Single());
        }

        var fault = Assert.Throws<InvalidInputException>(() => StudyStore.Open(address));
        Assert.StartsWith(
            $"{address}: was made by a newer Espalier (schema 99999999999999, this one knows up to 1); update", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void A_change_of_schema_that_fails_leaves_the_store_as_it_was(string database)
    {
        var address = stores.New(database);
        using (var store = StudyStore.Open(address))
        {
            store.Write(Rows.Study(Id), Rows.Trial(Id, 0));
        }

        using (var tomorrow = Context(address, Later.Fails))
        {
            Assert.ThrowsAny<DbException>(() => StudySchema.Bring(tomorrow, address, create: false));
        }

        using var again = StudyStore.Open(address, create: false);
        Assert.Equal([Rows.Trial(Id, 0)], again.Trials(Id));
    }

    [Fact]
    public void Somebody_elses_database_is_refused_and_left_alone()
    {
        var other = Made("CREATE TABLE notes (text TEXT)");
        var before = Definitions(other);

        var fault = Assert.Throws<InvalidInputException>(() => StudyStore.Open(other));

        Assert.StartsWith($"{other}: is a database, but no study store; ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Definitions(other));
        Assert.Throws<InvalidInputException>(() => StudyStore.Open(Made("PRAGMA user_version = 1"), create: false));
    }

    private static string[] Frozen(string database) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Studies", "Store", "Schemas"), $"*.{database}.sql").Order(StringComparer.Ordinal),
    ];

    private StoreAddress Restore(string database, string frozen)
    {
        var address = stores.New(database);
        Execute(address, File.ReadAllText(frozen));
        return address;
    }

    private StoreAddress Made(string script)
    {
        var address = stores.New(Stores.Sqlite);
        Execute(address, script);
        return address;
    }

    private static void Execute(StoreAddress address, string script)
    {
        using var connection = Connect(address);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    private static DbConnection Connect(StoreAddress address) =>
        address.File is null ? new NpgsqlConnection(address.Connection) : new SqliteConnection(address.Connection);

    private static string[] Definitions(StoreAddress address) => Texts(address, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name");

    private static string[] Columns(StoreAddress address) => Texts(
        address,
        "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk FROM sqlite_master t, pragma_table_info(t.name) c "
            + "WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1");

    private static string[] Texts(StoreAddress address, string query)
    {
        using var connection = Connect(address);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return [.. found];
    }

    private static StudyContext Context(StoreAddress address, Later? later = null) => new(StoreConnection.Options(Connect(address), options =>
    {
        options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        if (later is not null)
        {
            _ = later == Later.Works
                ? options.ReplaceService<IMigrationsAssembly, With<AddsNotes>>()
                : options.ReplaceService<IMigrationsAssembly, With<AddsNotesTwice>>();
        }
    }));

    private enum Later
    {
        Works,
        Fails,
    }

    [Migration(Added)]
    private class AddsNotes : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.AddColumn<string>("notes", "trials", nullable: false, defaultValue: "none");
    }

    [Migration(Added)]
    private sealed class AddsNotesTwice : AddsNotes
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            base.Up(migrationBuilder);
            base.Up(migrationBuilder);
        }
    }

#pragma warning disable EF1001 // The program of tomorrow: the same one with a migration more.
    private sealed class With<T>(
        ICurrentDbContext context,
        IDbContextOptions options,
        IMigrationsIdGenerator ids,
        IDiagnosticsLogger<DbLoggerCategory.Migrations> logger) : MigrationsAssembly(context, options, ids, logger)
        where T : Migration
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            new SortedDictionary<string, TypeInfo>(base.Migrations.ToDictionary()) { [Added] = typeof(T).GetTypeInfo() };
    }
#pragma warning restore EF1001
}
