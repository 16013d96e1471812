using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Espalier.Tests.Studies.Store;

/// <summary>A PostgreSQL server of our own in a temporary folder, on a free port of 127.0.0.1; gone with its data after the tests.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Debian = "/usr/lib/postgresql";
    private const string User = "postgres";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string root = Directory.CreateTempSubdirectory("espalier-postgres-").FullName;
    private readonly Lazy<int> port;
    private int databases;

    public PostgresServer() => port = new Lazy<int>(Begin);

    /// <summary>Why there is no server to start; null where there is one.</summary>
    internal static string? Absence { get; } = Programs() is null
        ? $"no PostgreSQL server in {Debian}: apt-get install postgresql (eng/install.sh postgres)"
        : Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{User}:", StringComparison.Ordinal))
            ? $"root may not start PostgreSQL, and there is no user '{User}'"
            : null;

    private string Data => Path.Combine(root, "data");

    /// <summary>The address of a new, empty database.</summary>
    internal string NewDatabase()
    {
        var name = $"test{++databases}";
        Run("createdb", "-h", "127.0.0.1", "-p", $"{port.Value}", "-U", User, name);
        return Address(name);
    }

    /// <summary>The address of a database that may not be there.</summary>
    internal string Address(string database) => $"postgres://{User}@127.0.0.1:{port.Value}/{database}";

    /// <summary>What an administrator does with a server that others are connected to.</summary>
    internal void Restart() => Run("pg_ctl", [.. Control("restart"), "-m", "immediate"]);

    public void Dispose()
    {
        if (port.IsValueCreated)
        {
            Run("pg_ctl", [.. Control("stop"), "-m", "immediate"]);
        }

        Directory.Delete(root, recursive: true);
    }

    private static string? Programs() => Directory.Exists(Debian)
        ? Directory.EnumerateDirectories(Debian).Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    private int Begin()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Start("chown", [User, root]);
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var chosen = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Run("initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        File.AppendAllText(
            Path.Combine(Data, "postgresql.conf"),
            $"\nlisten_addresses = '127.0.0.1'\nport = {chosen}\nunix_socket_directories = ''\nfsync = off\nmax_connections = 30\n");
        Run("pg_ctl", Control("start"));
        return chosen;
    }

    private string[] Control(string what) => [what, "-D", Data, "-w", "-l", Path.Combine(root, "log")];

    /// <summary>Runs one of the server's programs, as the user it insists on.</summary>
    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs()!, program);
        if (Environment.IsPrivilegedProcess)
        {
            Start("setpriv", ["--reuid", User, "--regid", User, "--init-groups", path, .. arguments]);
        }
        else
        {
            Start(path, arguments);
        }
    }

    private static void Start(string program, string[] arguments)
    {
        // Not redirected to us: a server that pg_ctl started would hold the pipe for as long as it runs.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        Assert.True(process.WaitForExit(Patience) && process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}");
    }
}
