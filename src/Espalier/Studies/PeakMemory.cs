using System.Globalization;

namespace Espalier.Studies;

/// <summary>How much memory the process had at most.</summary>
public static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string Key = "VmHWM:";
    private const double KibPerMib = 1024;
    private const double BytesPerMib = 1024 * 1024;

    /// <summary>The largest resident set so far in MiB: VmHWM of Linux, elsewhere the peak working set.</summary>
    public static double MiB()
    {
        var line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            : null;
        if (line is not null)
        {
            return Parse(line);
        }

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / BytesPerMib;
    }

    /// <summary>Reads <c>VmHWM:     12345 kB</c>.</summary>
    internal static double Parse(string line) =>
        double.Parse(line.AsSpan(Key.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture) / KibPerMib;
}
