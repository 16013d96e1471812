using System.Globalization;
using System.Text;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>Numbers as the tables of benches have them, and their rows in Markdown.</summary>
internal static class Figures
{
    private const double Percent = 100;

    /// <summary>A fraction in percent, with its deviation where there is one.</summary>
    internal static string Share(double value, double? deviation = null) => string.Create(
        CultureInfo.InvariantCulture, $"{value * Percent:0.00}{(deviation is { } spread ? Apart(spread * Percent, "0.00") : string.Empty)}");

    internal static string Share(ResultMean mean) => Share(mean.Mean, mean.Deviation);

    /// <summary>A mean with its deviation where there is one; a stroke where there is none.</summary>
    internal static string Number(ResultMean? mean, string format) => mean is null
        ? "-"
        : mean.Mean.ToString(format, CultureInfo.InvariantCulture) + (mean.Deviation is { } spread ? Apart(spread, format) : string.Empty);

    internal static string Number(double? number, string format = "N0") => number?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>Adds a row of a Markdown table.</summary>
    internal static void Row(this StringBuilder text, params IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Apart(double spread, string format) => $" ± {spread.ToString(format, CultureInfo.InvariantCulture)}";
}
