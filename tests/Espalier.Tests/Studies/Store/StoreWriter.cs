using System.Diagnostics;
using System.Globalization;
using Espalier.Studies.Store;

namespace Espalier.Tests.Studies.Store;

/// <summary>A process that writes one study into a store that others write into at the same time.</summary>
internal sealed class StoreWriter : IDisposable
{
    internal const string Name = "store-writer";
    private readonly Process process;
    private readonly string barrier;
    private readonly Task<string> complaint;

    private StoreWriter(Process process, string barrier) =>
        (this.process, this.barrier, complaint) = (process, barrier, process.StandardError.ReadToEndAsync());

    /// <summary>The child's side: opens the store when it is told to, and writes trials one by one.</summary>
    internal static void Run(string[] arguments)
    {
        File.WriteAllText(arguments[3], "ready");
        using var never = new ManualResetEventSlim();
        while (File.Exists(arguments[3]))
        {
            never.Wait(TimeSpan.FromMilliseconds(1));
        }

        using var store = StudyStore.Open(StoreAddress.Parse(arguments[0]));
        store.Write(Rows.Study(arguments[1]));
        for (var number = 0; number < int.Parse(arguments[2], CultureInfo.InvariantCulture); number++)
        {
            store.Write(Rows.Trial(arguments[1], number));
        }
    }

    /// <summary>Starts a process that waits for <see cref="Go"/>.</summary>
    /// <param name="store">Where it writes.</param>
    /// <param name="study">The study's id.</param>
    /// <param name="trials">How many trials it writes.</param>
    /// <param name="barrier">A file that it makes when it is ready, and whose end it waits for.</param>
    internal static StoreWriter Start(StoreAddress store, string study, int trials, string barrier)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in new[] { typeof(StoreWriter).Assembly.Location, Name, store.Text, study, $"{trials}", barrier })
        {
            start.ArgumentList.Add(argument);
        }

        return new StoreWriter(Process.Start(start)!, barrier);
    }

    internal async Task Ready()
    {
        while (!File.Exists(barrier))
        {
            Assert.False(process.HasExited, "it ended before it began");
            await Task.Delay(5);
        }
    }

    internal void Go() => File.Delete(barrier);

    internal void Kill() => process.Kill();

    /// <summary>What it complained of, once it ended.</summary>
    internal async Task<(int Code, string Error)> End()
    {
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        return (process.ExitCode, await complaint);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
