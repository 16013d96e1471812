using Microsoft.Data.Sqlite;
using Npgsql;

namespace Espalier.Studies.Store;

/// <summary>Where a store is: <c>sqlite:PATH</c> or <c>postgres://user[:password]@host[:port]/database</c>.</summary>
public sealed record StoreAddress
{
    /// <summary>The name of the store's file in a folder.</summary>
    public const string FileName = "study.db";

    /// <summary>The forms that <see cref="Parse"/> reads, for help texts.</summary>
    public const string Forms = "sqlite:PATH or postgres://user@host:port/database";

    private const string Sqlite = "sqlite:";

    private StoreAddress(string? file, string connection, string text) => (File, Connection, Text) = (file, connection, text);

    /// <summary>The absolute path of the SQLite file; null for PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>The address as it may be shown and recorded: without a password.</summary>
    public string Text { get; }

    /// <summary>What the driver is told.</summary>
    internal string Connection { get; }

    /// <summary>The store of a folder: its <c>study.db</c>.</summary>
    public static StoreAddress In(string folder) => At(Path.Combine(folder, FileName));

    /// <summary>A SQLite file.</summary>
    public static StoreAddress At(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        var path = Path.GetFullPath(file);

        // Pooled connections would hold the file after its store is closed.
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true };
        return new StoreAddress(path, connection.ToString(), Sqlite + path);
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="folder">What a relative path is relative to; null: the process's folder.</param>
    /// <exception cref="InvalidInputException">It has none of the <see cref="Forms"/>.</exception>
    public static StoreAddress Parse(string text, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase) && text[Sqlite.Length..].Trim() is { Length: > 0 } path)
        {
            return At(Path.Combine(folder ?? Environment.CurrentDirectory, path));
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "postgres" or "postgresql"
            ? Postgres(address)
            : throw Fault(text, "is no address of a store");
    }

    /// <summary>A word of a command line; where it is an address with a password, without that.</summary>
    public static string WithoutPassword(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var (scheme, at) = (word.IndexOf("://", StringComparison.Ordinal), word.LastIndexOf('@'));
        var colon = scheme < 0 ? -1 : word.IndexOf(':', scheme + 1);
        return word.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && colon > 0 && colon < at
            ? string.Concat(word.AsSpan(0, colon), word.AsSpan(at))
            : word;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static StoreAddress Postgres(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/'));
        var shown = $"{address.Scheme}://{user[0]}{(user[0].Length > 0 ? "@" : string.Empty)}{address.Authority.Split('@')[^1]}/{database}";
        if (database.Length == 0 || address.Host.Length == 0 || user[0].Length == 0)
        {
            throw Fault(shown, "lacks a user, a host or a database");
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw Fault(shown, $"has '{address.Query}{address.Fragment}' behind it, which is not understood");
        }

        // Without a password here the driver takes that of PGPASSWORD or ~/.pgpass.
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : NpgsqlConnection.DefaultPort,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = database,
            ApplicationName = "espalier",
            Pooling = false,
            Timeout = 10,
        };
        return new StoreAddress(null, connection.ToString(), shown);
    }

    private static InvalidInputException Fault(string text, string what) =>
        new($"store '{WithoutPassword(text)}'", what, $"give {Forms}");
}
