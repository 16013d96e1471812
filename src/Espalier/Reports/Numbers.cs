using System.Globalization;
using Espalier.Statistics;

namespace Espalier.Reports;

/// <summary>Numbers as the page says them.</summary>
internal static class Numbers
{
    // A number and its unit stay on one line.
    private const char Space = '\u00a0';
    private const double Thousand = 1e3;
    private const double Million = 1e6;
    private const double Billion = 1e9;

    /// <summary>A count in full, by thousands.</summary>
    internal static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count in short: 38.3 k, 1.28 M.</summary>
    internal static string Short(double value) => Math.Abs(value) switch
    {
        >= Billion => Text(value / Billion, "0.##") + Space + "G",
        >= Million => Text(value / Million, "0.##") + Space + "M",
        >= 10 * Thousand => Text(value / Thousand, "0.#") + Space + "k",
        _ => Text(value, "0.##"),
    };

    /// <summary>A fraction as a percentage with one digit.</summary>
    internal static string Percent(double fraction) => Text(100 * fraction, "0.0") + Space + "%";

    /// <summary>The ends of a 95 % interval of a fraction, as a percentage.</summary>
    internal static string Interval(Interval ends) =>
        string.Create(CultureInfo.InvariantCulture, $"95{Space}%: {100 * ends.Low:0.0}–{100 * ends.High:0.0}{Space}%");

    /// <summary>A number with four digits that count.</summary>
    internal static string Plain(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15
        ? Count(value)
        : Text(value, Math.Abs(value) is >= 0.001 and < Million ? "0.####" : "0.###e0");

    /// <summary>A radius in pixel units, as so many of 255 levels.</summary>
    internal static string Epsilon(double value) => Text(value * 255, "0.##") + "/255";

    /// <summary>A time span in words.</summary>
    internal static string Duration(double seconds) => seconds switch
    {
        < 60 => Text(seconds, "0.0") + Space + "s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 60)}{Space}min {(int)(seconds % 60):00}{Space}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 3600)}{Space}h {(int)(seconds % 3600 / 60):00}{Space}min"),
    };

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
