using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Espalier.Studies.Store;

/// <summary>An open connection to a store of today's schema, and what is prepared on it.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly DbConnection connection;
    private readonly Dictionary<Type, UpsertCommand> upserts = [];

    /// <summary>Connects, and makes or brings up the tables.</summary>
    /// <param name="address">Where.</param>
    /// <param name="create">Whether a store is made where there is none.</param>
    internal StoreConnection(StoreAddress address, bool create)
    {
        connection = address.File is null ? new NpgsqlConnection(address.Connection) : new SqliteConnection(address.Connection);
        Context = new StudyContext(Options(connection));
        try
        {
            connection.Open();
            if (address.File is not null)
            {
                PrepareSqlite(create);
            }

            StudySchema.Bring(Context, address, create);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Reads rows; whatever it gives is not tracked.</summary>
    internal StudyContext Context { get; }

    /// <summary>Whether the server went away.</summary>
    internal bool IsBroken => connection.State != System.Data.ConnectionState.Open;

    /// <summary>Writes rows, all or none; when this returns they are on the disk.</summary>
    internal void Write(IReadOnlyList<object> rows)
    {
        if (rows is [var only])
        {
            Upsert(only.GetType()).Execute(only, null);
            return;
        }

        if (rows.Count == 0)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        foreach (var row in rows)
        {
            Upsert(row.GetType()).Execute(row, transaction);
        }

        transaction.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var upsert in upserts.Values)
        {
            upsert.Dispose();
        }

        Context.Dispose();
        connection.Dispose();
    }

    /// <summary>How a context finds the tables over a connection, which stays its owner's.</summary>
    internal static DbContextOptions<StudyContext> Options(DbConnection connection, Action<DbContextOptionsBuilder>? more = null)
    {
        var options = new DbContextOptionsBuilder<StudyContext>().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        _ = connection is NpgsqlConnection ? options.UseNpgsql(connection) : options.UseSqlite(connection);
        more?.Invoke(options);
        return options.Options;
    }

    /// <summary>
    /// WAL: readers do not wait for the writer. Full: the log is flushed to the disk at every commit, so that what was committed outlives
    /// a loss of power. The timeout is for the writer whose turn it is not. The last two are what SQLite advises for files that others may
    /// have made: nothing in their schema is trusted, and damage in their pages is found sooner (sqlite.org/security.html).
    /// </summary>
    private void PrepareSqlite(bool create)
    {
        // A file's journal mode is kept in it: whoever only reads does not change it.
        string[] journal = create ? ["journal_mode = WAL"] : [];
        string[] pragmas = ["busy_timeout = 60000", .. journal, "synchronous = FULL", "trusted_schema = OFF", "cell_size_check = ON"];
        using var command = connection.CreateCommand();
        foreach (var pragma in pragmas)
        {
            command.CommandText = $"PRAGMA {pragma}";
            command.ExecuteNonQuery();
        }
    }

    private UpsertCommand Upsert(Type row)
    {
        if (!upserts.TryGetValue(row, out var upsert))
        {
            upserts[row] = upsert = new UpsertCommand(
                Context.Model.FindEntityType(row)!, connection, Context.GetService<ISqlGenerationHelper>());
        }

        return upsert;
    }
}
