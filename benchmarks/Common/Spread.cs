using System.Globalization;

namespace Benchmarks;

/// <summary>What rounds agree on, and how far they are apart.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>The median, and the least and most behind it where they can be told apart.</summary>
    internal string Text(string format)
    {
        var (least, most) = (Text(Least, format), Text(Most, format));
        return Text(Median, format) + (least == most ? string.Empty : $" ({least}-{most})");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
