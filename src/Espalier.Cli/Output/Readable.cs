using System.Globalization;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Readable
{
    internal static string Count(long? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "-";

    internal static string Share(double? value) => value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "-";

    /// <summary>A share that was measured several times: mean ± standard deviation (how many times).</summary>
    internal static string Share(ResultMean? value) => value switch
    {
        null => "-",
        { Deviation: null } => Share(value.Mean),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.Mean:0.0000} ± {value.Deviation:0.0000} ({value.Count})"),
    };

    internal static string Seconds(double? value) => value is { } number ? number.ToString("N1", CultureInfo.InvariantCulture) : "-";

    /// <summary>A number of any size: whole ones in full, others with four digits that count.</summary>
    internal static string Number(double? value) => value switch
    {
        null => "-",
        { } number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => number.ToString("N0", CultureInfo.InvariantCulture),
        { } number => number.ToString(Math.Abs(number) is >= 0.001 and < 1e6 ? "0.####" : "0.###e0", CultureInfo.InvariantCulture),
    };

    /// <summary>A time to the second.</summary>
    internal static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Latency(double milliseconds, int threads) => string.Create(
        CultureInfo.InvariantCulture, $"{milliseconds:N2} ms for one image, {threads} {(threads == 1 ? "thread" : "threads")}");

    /// <summary>A radius in pixel units; as a fraction of 255 where it is one.</summary>
    internal static string Epsilon(double value)
    {
        var levels = value * 255;
        return Math.Abs(levels - Math.Round(levels)) < 1e-9
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(levels):0}/255")
            : value.ToString("0.######", CultureInfo.InvariantCulture);
    }

    internal static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(time.TotalSeconds, 0):0} s")
        : time.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min");
}
