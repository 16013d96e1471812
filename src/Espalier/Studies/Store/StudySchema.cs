using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Espalier.Studies.Store;

/// <summary>Brings the tables of a store to the schema of today, in one transaction that other processes wait for.</summary>
/// <remarks>
/// Entity Framework's own <c>Migrate</c> guards a SQLite file by a row that outlives a killed process; here the guard is the database's
/// transaction, and a process that was killed leaves the store as it was.
/// </remarks>
internal static class StudySchema
{
    // Any number that every Espalier agrees on: the key of PostgreSQL's advisory lock ("espalier" in ASCII).
    private const long LockKey = 0x657370616C696572;

    /// <summary>Makes the tables where there are none, changes those of an older schema.</summary>
    /// <param name="context">A connection to it.</param>
    /// <param name="address">What to call it in errors.</param>
    /// <param name="create">Whether an empty database becomes a store; else it is refused.</param>
    /// <exception cref="InvalidInputException">The schema is newer than this program's, or the database is no store.</exception>
    internal static void Bring(StudyContext context, StoreAddress address, bool create)
    {
        var known = context.Database.GetMigrations().ToArray();
        if (Applied().Length == known.Length)
        {
            return;
        }

        using var transaction = context.Database.BeginTransaction();
        if (context.Database.IsNpgsql())
        {
            context.Database.ExecuteSql($"SELECT pg_advisory_xact_lock({LockKey})");
        }

        // Looked at anew: another process may have done it in the meantime.
        var applied = Applied();
        if (applied.Length < known.Length)
        {
            var script = context.GetService<IMigrator>().GenerateScript(
                applied.LastOrDefault() ?? Migration.InitialDatabase, known[^1], MigrationsSqlGenerationOptions.NoTransactions);
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction.GetDbTransaction();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }

        transaction.Commit();

        string[] Applied()
        {
            var tables = Tables(context);
            string[] found = tables.Contains(HistoryRepository.DefaultTableName) ? History(context) : [];

            // A PostgreSQL database may hold other tables beside ours; a SQLite file that has some is somebody else's.
            Require(found, known, address, mayBeEmpty: create && (tables.Length == 0 || context.Database.IsNpgsql()));
            return found;
        }
    }

    private static void Require(string[] applied, string[] known, StoreAddress address, bool mayBeEmpty)
    {
        if (!(applied.Length == 0 ? mayBeEmpty : applied.Contains(known[0])))
        {
            throw new InvalidInputException(address.Text, "is a database, but no study store", "give the store of a run, or another --store");
        }

        if (applied.Except(known).Any())
        {
            throw new InvalidInputException(
                address.Text,
                $"was made by a newer Espalier (schema {Number(applied.Max(StringComparer.Ordinal)!)}, this one knows up to {Number(known[^1])})",
                "update Espalier, or give another --store");
        }
    }

    private static string Number(string migration) => migration.Split('_')[0].TrimStart('0');

    private static string[] Tables(StudyContext context) => Texts(context, context.Database.IsNpgsql()
        ? "SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = current_schema()"
        : "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'");

    // Not by Entity Framework's repository of history: on PostgreSQL it asks by a statement that fails, which ends a transaction.
    private static string[] History(StudyContext context) =>
        Texts(context, "SELECT \"MigrationId\" AS \"Value\" FROM \"__EFMigrationsHistory\" ORDER BY 1");

    private static string[] Texts(StudyContext context, string query) => [.. context.Database.SqlQueryRaw<string>(query)];
}
