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

    /// <summary>An accuracy with its 95 % interval, where it is known of how many images it is.</summary>
    internal static string Accuracy(double? share, int? images) =>
        share is { } fraction && images is { } count && Evaluation.Accuracy.Of(fraction, count).Interval is var (low, high)
            ? $"{Share(fraction)} ({Share(low)} to {Share(high)})"
            : Share(share);

    /// <summary>A network's three accuracies with their intervals.</summary>
    internal static string Accuracies(ResultAccuracy accuracy, string pgd, int? images) =>
        $"clean {Accuracy(accuracy.Clean, images)}, FGSM {Accuracy(accuracy.Fgsm, images)}, {pgd} {Accuracy(accuracy.Pgd, images)}";

    /// <summary>A mean over replicates with deviation, count, and the mean's 95 % interval.</summary>
    internal static string Mean(ResultMean value) => value is { Interval: [var low, var high], Deviation: { } deviation }
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Mean:0.0000} ± {deviation:0.0000} ({value.Count}, 95 % {low:0.0000} to {high:0.0000})")
        : Share(value);

    /// <summary>How far at most the 95 % intervals of a table's accuracies reach to a side; nothing where it shows none, or nobody knows of how many images.</summary>
    internal static string? Reach(string what, IEnumerable<double?> shares, int? images)
    {
        double[] known = [.. shares.OfType<double>()];
        if (images is not { } count || known.Length == 0)
        {
            return null;
        }

        var most = known.Max(share => Evaluation.Accuracy.Of(share, count).Interval is var (low, high) ? Math.Max(share - low, high - share) : 0);
        return $"{what}: {Count(count)} images, 95 % intervals (Wilson) reach {Share(most)} to a side at most";
    }

    /// <summary>A difference of shares, with its sign.</summary>
    internal static string Difference(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    /// <summary>The ends of such a difference's interval.</summary>
    internal static string Difference(double[] interval) => $"{Difference(interval[0])} to {Difference(interval[1])}";

    /// <summary>A p-value.</summary>
    internal static string Probability(double value) => value.ToString(value >= 0.001 ? "0.000" : "0.0e-0", CultureInfo.InvariantCulture);

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
