using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Espalier.EndToEnd;

/// <summary>Runs the built command line as a process of its own, as a user does.</summary>
internal sealed class Cli : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly StringBuilder error = new();

    private Cli(string? folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Espalier.Cli.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginErrorReadLine();
    }

    internal bool HasExited => process.HasExited;

    /// <summary>The lines on standard error so far.</summary>
    internal string Error
    {
        get
        {
            lock (error)
            {
                return error.ToString();
            }
        }
    }

    /// <summary>Runs a command to its end.</summary>
    internal static Task<Outcome> Run(params string[] arguments) => RunIn(null, arguments);

    /// <summary>Runs a command to its end in a folder.</summary>
    internal static async Task<Outcome> RunIn(string? folder, params string[] arguments)
    {
        using var cli = new Cli(folder, arguments);
        return await cli.End();
    }

    /// <summary>Runs a command to its end with an environment variable set.</summary>
    internal static async Task<Outcome> RunWith(string variable, string value, params string[] arguments)
    {
        using var cli = new Cli(null, arguments, (variable, value));
        return await cli.End();
    }

    /// <summary>Begins a command, which the caller ends or waits for.</summary>
    internal static Cli Start(params string[] arguments) => new(null, arguments);

    /// <summary>Begins a command in a folder.</summary>
    internal static Cli StartIn(string folder, params string[] arguments) => new(folder, arguments);

    /// <summary>SIGKILL, which no process hears.</summary>
    internal void KillAtOnce() => process.Kill();

    /// <summary>Waits until the process has ended, or as long as that.</summary>
    internal async Task Wait(TimeSpan most)
    {
        using var limit = new CancellationTokenSource(most);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>What Ctrl-C does.</summary>
    internal void PressCtrlC() => Assert.Equal(0, Kill(process.Id, Interrupt));

    /// <summary>Waits until something holds or the process has ended.</summary>
    internal async Task Until(Func<bool> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!process.HasExited && !holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "what was waited for did not come");
            await Task.Delay(5);
        }
    }

    internal async Task<Outcome> End()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return new Outcome(process.ExitCode, await output, Error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Add(string? line)
    {
        lock (error)
        {
            error.Append(line is null ? string.Empty : line + "\n");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

/// <summary>How a command ended.</summary>
internal sealed record Outcome(int Code, string Out, string Error)
{
    internal string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal Outcome Succeeds()
    {
        Assert.True(Code == 0, $"code {Code}: {Error}{Out}");
        return this;
    }

    /// <summary>The caller's fault: code 2, nothing on standard output, one line on standard error that has these words.</summary>
    internal void IsRefused(params string[] words)
    {
        Assert.True(Code == 2, $"code {Code}: {Error}{Out}");
        Assert.Empty(Out);
        var line = Assert.Single(ErrorLines);
        Assert.StartsWith("espalier: ", line, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }

    /// <summary>Standard output as the one JSON document that it must be.</summary>
    internal JsonElement Json()
    {
        Succeeds();
        using var document = JsonDocument.Parse(Out);
        return document.RootElement.Clone();
    }
}
