using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Espalier.Studies.Store;

/// <summary>Tells the caller about a store that cannot be read or written: what, where, how to mend it, in one line.</summary>
internal static class StoreFault
{
    // sqlite.org/rescode.html
    private const int Busy = 5;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    /// <summary>Runs <paramref name="action"/>; a fault of the database becomes the caller's fault, naming the store.</summary>
    /// <exception cref="InvalidInputException">The database refused.</exception>
    internal static T Guard<T>(StoreAddress address, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (Of(fault) is { } cause)
        {
            throw new InvalidInputException(address.Text, What(cause), Mend(cause), fault);
        }
    }

    /// <summary>
    /// As <see cref="Guard"/>, of an action that only reads: what a row holds that no Espalier writes there is the file's fault, too.
    /// </summary>
    /// <exception cref="InvalidInputException">The database refused, or holds something else.</exception>
    internal static T GuardReading<T>(StoreAddress address, Func<T> action)
    {
        try
        {
            return Guard(address, action);
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidInputException(
                address.Text, $"is damaged: {Line(fault.Message)}", "restore it from a copy, or give another --store", fault);
        }
    }

    /// <summary>The database's own fault, which Entity Framework and the driver wrap in theirs.</summary>
    private static Exception? Of(Exception? fault) => fault switch
    {
        null => null,
        DbException or SocketException or TimeoutException => fault,
        _ => Of(fault.InnerException),
    };

    private static string What(Exception cause) => cause switch
    {
        SqliteException { SqliteErrorCode: NoDatabase } => "is no SQLite database",
        SqliteException { SqliteErrorCode: Corrupt } => "is damaged: SQLite finds the file malformed",
        SqliteException { SqliteErrorCode: Busy } => "is locked: another process held it for too long",
        SqliteException { SqliteErrorCode: CannotOpen } => "cannot be opened",
        SqliteException { SqliteErrorCode: Full } => "cannot be written: the disk is full",
        SqliteException { SqliteErrorCode: InputOutput } => "cannot be read or written: the disk refuses",
        PostgresException refused => $"refused ({refused.SqlState}): {Line(refused.MessageText)}",
        NpgsqlException { InnerException: { } inner } => $"cannot be reached: {Line(inner.Message)}",
        DbException other => $"failed: {Line(other.Message)}",
        _ => $"cannot be reached: {Line(cause.Message)}",
    };

    private static string Mend(Exception cause) => cause switch
    {
        SqliteException { SqliteErrorCode: NoDatabase or Corrupt } => "restore it from a copy, or give another --store",
        SqliteException { SqliteErrorCode: Full } => FileFault.MakeRoom,
        SqliteException { SqliteErrorCode: InputOutput } =>
            "look at the disk, its free space and the limit of the size of files (ulimit -f); a run goes on with --resume",
        SqliteException { SqliteErrorCode: Busy } => "end that process, or give another --store",
        SqliteException => "check the path, the rights and the free space, or give another --store",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "put the password into PGPASSWORD or ~/.pgpass",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "create the database first (createdb), or name another",
        _ => "check the address and whether the server runs, or give another --store",
    };

    private static string Line(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}
