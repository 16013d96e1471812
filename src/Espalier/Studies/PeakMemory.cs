using System.Globalization;

namespace Espalier.Studies;

/// <summary>How much memory the process had at most.</summary>
public static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string Key = "VmHWM:";
    private const string PresentKey = "VmRSS:";
    private const string References = "/proc/self/clear_refs";
    private const string ResetPeak = "5";
    private const double KibPerMib = 1024;
    private const double BytesPerMib = 1024 * 1024;

    /// <summary>The largest resident set so far in MiB: VmHWM of Linux, elsewhere the peak working set.</summary>
    public static double MiB() => Read(Key, self => self.PeakWorkingSet64);

    /// <summary>The resident set now, in MiB.</summary>
    public static double PresentMiB() => Read(PresentKey, self => self.WorkingSet64);

    /// <summary>Makes <see cref="MiB"/> begin anew from what is resident now, so that a stage's own peak can be seen.</summary>
    /// <returns>Whether the system allows it.</returns>
    public static bool TryReset()
    {
        try
        {
            File.WriteAllText(References, ResetPeak);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static double Read(string key, Func<System.Diagnostics.Process, long> elsewhere)
    {
        var line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))
            : null;
        if (line is not null)
        {
            return Parse(line);
        }

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return elsewhere(self) / BytesPerMib;
    }

    /// <summary>Reads <c>VmHWM:     12345 kB</c>.</summary>
    internal static double Parse(string line) =>
        double.Parse(line.AsSpan(Key.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture) / KibPerMib;
}
