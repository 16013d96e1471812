using System.Globalization;

namespace Espalier.Estimators;

/// <summary>A part of the images that an accuracy was measured on.</summary>
public enum TableSplit
{
    /// <summary>What a search may look at.</summary>
    Validation,

    /// <summary>What nothing may be chosen by.</summary>
    Test,
}

/// <summary>
/// One measure of every architecture of a table. How long networks were trained is a part of its name, so that a number after 12 epochs
/// can never be taken for one after 200.
/// </summary>
public sealed class TableColumn
{
    private readonly double[] values;
    private readonly Lazy<double[]> ascending;
    private readonly Lazy<double> mean;

    /// <summary>A measure.</summary>
    /// <param name="name">Its name, which says everything that two values must have in common to be compared.</param>
    /// <param name="unit">Its unit; empty of a mere number.</param>
    /// <param name="higherIsBetter">Which way is up.</param>
    /// <param name="values">One per architecture, at least one, none of them NaN. They are taken over, not copied.</param>
    public TableColumn(string name, string unit, bool higherIsBetter, double[] values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        if (Array.Exists(values, double.IsNaN))
        {
            throw new ArgumentException($"{name} has a value that is no number", nameof(values));
        }

        (Name, Unit, HigherIsBetter, this.values) = (name, unit, higherIsBetter, values);
        ascending = new(() =>
        {
            var sorted = (double[])values.Clone();
            Array.Sort(sorted);
            return sorted;
        });
        mean = new(() => values.Average());
    }

    /// <summary>Its name, e.g. <c>cifar10.test.200</c>.</summary>
    public string Name { get; }

    /// <summary>Its unit.</summary>
    public string Unit { get; }

    /// <summary>Which way is up.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>How many architectures have a value: all.</summary>
    public int Count => values.Length;

    /// <summary>The values by row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The value of a row.</summary>
    public double this[int index] => values[index];

    /// <summary>The row of the best value, the first of them where several are as good.</summary>
    public int Best => Array.IndexOf(values, HigherIsBetter ? ascending.Value[^1] : ascending.Value[0]);

    /// <summary>The mean over all rows.</summary>
    public double Mean => mean.Value;

    /// <summary>The value that as many rows are above as below; between the two in the middle where there is an even number.</summary>
    public double Median => (ascending.Value[(Count - 1) / 2] + ascending.Value[Count / 2]) / 2;

    /// <summary>An accuracy's column, a fraction 0 to 1: <c>DATA.val.EPOCHS</c> or <c>DATA.test.EPOCHS</c>.</summary>
    /// <param name="data">The data set's name.</param>
    /// <param name="split">The images it was measured on.</param>
    /// <param name="epochs">How long the networks were trained.</param>
    /// <param name="fractions">The values.</param>
    public static TableColumn Accuracy(string data, TableSplit split, int epochs, double[] fractions) =>
        new(AccuracyName(data, split, epochs), "fraction", higherIsBetter: true, fractions);

    /// <summary>Where a row stands among all.</summary>
    public TableRank RankOf(int index)
    {
        var value = values[index];
        var (below, upTo) = (Below(value), UpTo(value));
        return new(HigherIsBetter ? Count - upTo : below, upTo - below, Count);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static string AccuracyName(string data, TableSplit split, int epochs) => string.Create(
        CultureInfo.InvariantCulture, $"{data}.{(split == TableSplit.Validation ? "val" : "test")}.{epochs}");

    /// <summary>How many values are smaller.</summary>
    private int Below(double value) => Place(other => other < value);

    /// <summary>How many values are not larger.</summary>
    private int UpTo(double value) => Place(other => other <= value);

    private int Place(Predicate<double> isBefore)
    {
        var sorted = ascending.Value;
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isBefore(sorted[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>A place among all architectures of a table. Several that are equally good share their places.</summary>
/// <param name="Better">How many are better.</param>
/// <param name="Equal">How many are as good, itself counted.</param>
/// <param name="Of">How many there are.</param>
public readonly record struct TableRank(int Better, int Equal, int Of)
{
    /// <summary>The first of the places that it shares; 1 is the best.</summary>
    public int First => Better + 1;

    /// <summary>The last of them.</summary>
    public int Last => Better + Equal;

    /// <summary>The middle of them: what to take for a mean over ranks, since neither end would be fair.</summary>
    public double Middle => (First + Last) / 2.0;

    /// <summary><c>7</c>, or <c>7-9</c> where three share these places.</summary>
    public override string ToString() => Equal == 1
        ? First.ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First:N0}-{Last:N0}");
}
