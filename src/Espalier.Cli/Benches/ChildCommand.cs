using System.Diagnostics;
using System.Globalization;

namespace Espalier.Cli.Benches;

/// <summary>
/// A command in a process of its own, so that the memory it is said to have taken is its own: what an earlier run freed stays with a process.
/// Its progress is seen, since both write to the same standard error.
/// </summary>
internal static class ChildCommand
{
    /// <summary>Runs this program to its end.</summary>
    /// <returns>What it wrote on standard output.</returns>
    /// <param name="words">Its arguments.</param>
    /// <param name="cancellation">Asks it to save its state and end.</param>
    /// <param name="label">What goes before each line of its progress, where several run at once; null: it has standard error for itself.</param>
    /// <exception cref="OperationCanceledException">It was interrupted, and its state is saved.</exception>
    /// <exception cref="InvalidInputException">It failed; it has told why itself.</exception>
    internal static string Run(IReadOnlyList<string> words, CancellationToken cancellation, string? label = null)
    {
        cancellation.ThrowIfCancellationRequested();
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = label is not null };

        // Started by 'dotnet X.dll', the process is dotnet's and the program its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildCommand).Assembly.Location);
        }

        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        string said;
        using var process = Process.Start(start)!;
        using (cancellation.Register(() => Interrupt(process)))
        {
            if (label is not null)
            {
                process.ErrorDataReceived += (_, line) => Tell(label, line.Data);
                process.BeginErrorReadLine();
            }

            said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        if (process.ExitCode == ExitCode.Done)
        {
            return said;
        }

        // Interrupted as it starts, it ends as any process does: there is nothing to save yet.
        throw process.ExitCode == ExitCode.Interrupted || cancellation.IsCancellationRequested
            ? new OperationCanceledException(cancellation)
            : new InvalidInputException(
                CommandText.Of([.. words]),
                string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode}; what it said is above, if anything was left to say it"),
                "mend that and give the command of the bench again, which goes on");
    }

    private static void Tell(string label, string? line)
    {
        if (line is not null)
        {
            Console.Error.WriteLine($"{label}: {line}");
        }
    }

    /// <summary>
    /// What a terminal sends to both, a job manager sends to one: it is passed on. .NET can only kill, so the shell, which is there wherever the
    /// program runs, sends the polite signal. Two of them within a second are one request.
    /// </summary>
    private static void Interrupt(Process process)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        foreach (var word in new[] { "-c", "kill -TERM \"$0\"", process.Id.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(word);
        }

        using var shell = Process.Start(start)!;
        shell.StandardError.ReadToEnd();
        shell.WaitForExit();
    }
}
