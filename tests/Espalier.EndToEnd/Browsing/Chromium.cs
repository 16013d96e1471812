using System.Diagnostics;

namespace Espalier.EndToEnd.Browsing;

/// <summary>Debian's Chromium without a window, with a profile of its own; gone with its children and its profile after the tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string profile = Directory.CreateTempSubdirectory("espalier-chromium-").FullName;
    private Process? process;
    private DevTools? tools;

    /// <summary>Why there is no browser to start; null where there is one.</summary>
    internal static string? Absence { get; } =
        File.Exists(Program) ? null : $"no {Program}: apt-get install chromium (eng/install.sh chromium)";

    /// <summary>Opens an empty tab.</summary>
    internal async Task<Tab> NewTab() => await Tab.Open(await Tools());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (tools is not null)
        {
            await tools.DisposeAsync();
        }

        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await Delete();
    }

    private async Task<DevTools> Tools()
    {
        if (tools is not null)
        {
            return tools;
        }

        var start = new ProcessStartInfo(
            Program,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-default-apps", "--mute-audio", "--hide-scrollbars",
                "--remote-debugging-address=127.0.0.1", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
            ])
        {
            // It tells of a missing system bus and the like, at length.
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return tools = await DevTools.Connect(await Address());
    }

    /// <summary>It writes the port that it chose, and the path, into its profile.</summary>
    private async Task<Uri> Address()
    {
        var file = Path.Combine(profile, "DevToolsActivePort");
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file) is [var port, var path, ..])
            {
                return new Uri($"ws://127.0.0.1:{port}{path}");
            }

            Assert.False(process!.HasExited, "Chromium ended at once");
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "Chromium did not start");
            await Task.Delay(50);
        }
    }

    /// <summary>Children that were killed may hold a file for a moment.</summary>
    private async Task Delete()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
                return;
            }
            catch (IOException) when (tries < 20)
            {
                await Task.Delay(100);
            }
        }
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Absence;
}
