using System.Globalization;

namespace Espalier.Reports.Charts;

/// <summary>One direction of a chart: its range, and ticks at round numbers.</summary>
internal sealed record Axis
{
    private const int WantedTicks = 5;
    private const double Largest = 1e30;
    private const double Smallest = 1e-12;

    private Axis(string title, double low, double high, double step, string unit)
    {
        (Title, Low, High, Step, Unit) = (title, low, high, step, unit);
        (Divisor, Suffix) = Math.Max(Math.Abs(low), Math.Abs(high)) switch
        {
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, string.Empty),
        };
    }

    /// <summary>What is drawn along it.</summary>
    internal string Title { get; }

    /// <summary>The value at its beginning.</summary>
    internal double Low { get; }

    /// <summary>The value at its end, above <see cref="Low"/>.</summary>
    internal double High { get; }

    /// <summary>What goes behind each tick's number.</summary>
    internal string Unit { get; }

    /// <summary>The distance of two ticks.</summary>
    internal double Step { get; }

    private double Divisor { get; }

    private string Suffix { get; }

    /// <summary>The values that are marked, in order.</summary>
    internal IEnumerable<double> Ticks
    {
        get
        {
            // Counted, not added up: 0.1 + 0.2 is no round number.
            var first = (long)Math.Ceiling((Low / Step) - 1e-9);
            var last = (long)Math.Floor((High / Step) + 1e-9);
            for (var i = first; i <= last; i++)
            {
                yield return i * Step;
            }
        }
    }

    /// <summary>An axis that holds all values, from one round number to another.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="values">What is to be seen; those that are no numbers, or absurd, are left out.</param>
    /// <param name="least">Nothing is drawn below it, e.g. 0 for a count.</param>
    /// <param name="most">Nor above.</param>
    /// <param name="unit">What goes behind each number.</param>
    internal static Axis Around(
        string title, IEnumerable<double> values, double least = double.NegativeInfinity, double most = double.PositiveInfinity, string unit = "")
    {
        var finite = values.Where(value => Math.Abs(value) < Largest).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());

        // What hardly varies must not look as if it did.
        var spread = Math.Max(Math.Abs(high), Math.Abs(low)) * 0.02;
        if (high - low < Math.Max(spread, Smallest))
        {
            var half = spread < Smallest ? 0.5 : spread;
            (low, high) = (low - half, high + half);
        }

        var step = RoundStep((high - low) / WantedTicks);
        (low, high) = (Math.Max(least, Math.Floor(low / step) * step), Math.Min(most, Math.Ceiling(high / step) * step));
        return new Axis(title, low, high, step, unit);
    }

    /// <summary>An axis of exactly this range.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="low">Its beginning.</param>
    /// <param name="high">Its end; 1 above the beginning where it is not above it.</param>
    /// <param name="step">The distance of two ticks, where that is not to be chosen.</param>
    internal static Axis Exactly(string title, double low, double high, double? step = null)
    {
        var end = high > low ? high : low + 1;
        return new(title, low, end, step ?? RoundStep((end - low) / WantedTicks), string.Empty);
    }

    /// <summary>An axis of epochs or trials: only whole numbers are marked.</summary>
    internal static Axis Whole(string title, double low, double high)
    {
        var end = high > low ? high : low + 1;
        return new(title, low, end, Math.Ceiling(RoundStep((end - low) / WantedTicks)), string.Empty);
    }

    /// <summary>Where a value lies, 0 at the beginning to 1 at the end.</summary>
    internal double At(double value) => (value - Low) / (High - Low);

    /// <summary>A tick's text, all of an axis with the same digits.</summary>
    internal string Label(double tick)
    {
        var step = Step / Divisor;
        var digits = 0;
        while (digits < 6 && Math.Abs((step * Math.Pow(10, digits)) - Math.Round(step * Math.Pow(10, digits))) > 1e-6)
        {
            digits++;
        }

        // Minus nothing is nothing.
        var value = Math.Round(tick / Divisor, digits) + 0.0;
        return value.ToString($"F{digits}", CultureInfo.InvariantCulture) + Suffix + Unit;
    }

    /// <summary>1, 2, 2.5 or 5 of a power of ten, at least as large.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(round => round * power >= step * (1 - 1e-9)) * power;
    }
}
