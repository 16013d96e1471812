using System.Diagnostics;

namespace Espalier.EndToEnd;

/// <summary>
/// A run that meets a full disk ends with code 2 and one line, leaves its last state, and goes on from it to the bits of a run that had room.
/// </summary>
public sealed class FullDiskTests(FullDiskTests.Straight straight) : IClassFixture<FullDiskTests.Straight>
{
    // Checkpoints at every step, so that there is something to go on from whenever the disk is full.
    private static readonly string[] More = ["--set", "order=first", "--checkpoint-every", "0"];

    /// <summary>A limit of the size of files, which everybody may set for themselves, refuses what does not fit as a full disk does.</summary>
    [Theory]
    [InlineData(50, "study.db")]
    [InlineData(150, "search.safetensors")]
    public async Task Where_files_may_not_be_larger_a_run_stops_and_goes_on_later(int kilobytes, string file)
    {
        var workspace = straight.Workspace;
        var name = $"limited-{kilobytes}";

        // Signals that are ignored stay ignored in the program; its mapped code would count as a file.
        var script = $"trap '' XFSZ; ulimit -f {kilobytes}; export DOTNET_EnableWriteXorExecute=0; exec dotnet \"$@\"";
        var stopped = await Shell(script, Program(workspace.Search("e2rnas", name, More)));

        AssertStopped(stopped, file, "ulimit -f", "--resume");
        await AssertGoesOn(workspace.Path(name));
    }

    /// <summary>A file system of a few pages, which a process may mount for itself where it may have a namespace of its own.</summary>
    [NamespaceTheory]
    [InlineData(300, "search.safetensors: cannot be written")]
    [InlineData(1100, "study.db: cannot be written")]
    public async Task On_a_full_disk_a_run_stops_and_goes_on_when_there_is_room(int kilobytes, string words)
    {
        var workspace = straight.Workspace;
        var (place, kept) = (Directory.CreateDirectory(workspace.Path($"small-{kilobytes}")).FullName, workspace.Path($"kept-{kilobytes}"));
        var command = workspace.Search("e2rnas", Path.Combine(place, "run"), More);

        // What lies on the small disk is gone with the namespace, so it is copied out of it.
        var script = $"set -u; mount -t tmpfs -o size={kilobytes}k tmpfs '{place}' || exit 99; dotnet \"$@\"; code=$?; "
            + $"mkdir '{kept}'; cp -a '{place}/.' '{kept}/'; exit $code";
        var stopped = await Unshared(script, Program(command));

        AssertStopped(stopped, words, "the disk is full", "make room there", "--resume");
        await AssertGoesOn(Path.Combine(kept, "run"));
    }

    /// <summary>The caller's fault, told in one line behind those of the progress.</summary>
    private static void AssertStopped(Outcome outcome, params string[] words)
    {
        Assert.True(outcome.Code == 2, $"code {outcome.Code}: {outcome.Error}");
        Assert.Empty(outcome.Out);
        Assert.Single(outcome.ErrorLines, line => line.StartsWith("espalier: ", StringComparison.Ordinal));
        Assert.All(words.Prepend("espalier: "), word => Assert.Contains(word, outcome.ErrorLines[^1], StringComparison.Ordinal));
    }

    private async Task AssertGoesOn(string run)
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories), Unfinished);
        (await Cli.Run("search", "--resume", run)).Succeeds();
        RunFiles.AssertEqual(straight.Folder, run);
    }

    private static bool Unfinished(string file) => file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith(".new", StringComparison.Ordinal);

    private static string[] Program(string[] command) => [Path.Combine(AppContext.BaseDirectory, "Espalier.Cli.dll"), .. command];

    private static Task<Outcome> Unshared(string script, string[] arguments) =>
        Run("unshare", ["--user", "--map-root-user", "--mount", "bash", "-c", script, "bash", .. arguments]);

    private static Task<Outcome> Shell(string script, string[] arguments) => Run("bash", ["-c", script, "bash", .. arguments]);

    private static async Task<Outcome> Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>The run that has room.</summary>
    public sealed class Straight : IAsyncLifetime
    {
        internal Workspace Workspace { get; } = new();

        internal string Folder => Workspace.Path("straight");

        public async Task InitializeAsync() => (await Cli.Run(Workspace.Search("e2rnas", "straight", More))).Succeeds();

        public Task DisposeAsync()
        {
            Workspace.Dispose();
            return Task.CompletedTask;
        }
    }

    /// <summary>Runs where a process may mount a file system in a namespace of its own.</summary>
    private sealed class NamespaceTheoryAttribute : TheoryAttribute
    {
        public NamespaceTheoryAttribute() => Skip = Reason.Value;

        private static Lazy<string?> Reason { get; } = new(() =>
        {
            try
            {
                string[] arguments = ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
                using var process = Process.Start(new ProcessStartInfo("unshare", arguments) { RedirectStandardError = true })!;
                process.WaitForExit();
                return process.ExitCode == 0 ? null : "this process may not mount a small file system for itself";
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return "there is no unshare to mount a small file system with";
            }
        });
    }
}
