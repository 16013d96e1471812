namespace Espalier.Statistics;

/// <summary>The interval of a share: so many of so many.</summary>
/// <remarks>
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). It stays within 0 to 1 and is honest near both ends,
/// where the interval of the normal distribution shrinks to nothing.
/// </remarks>
public static class Wilson
{
    /// <summary>The interval of the share that <paramref name="count"/> of <paramref name="total"/> are a sample of.</summary>
    /// <param name="count">0 to <paramref name="total"/>.</param>
    /// <param name="total">At least 1.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Interval Of(int count, int total, double confidence = Interval.Confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        var z = Interval.Reach(confidence);
        var fraction = (double)count / total;
        var share = z * z / total;
        var centre = (fraction + (share / 2)) / (1 + share);
        var half = z * Math.Sqrt((fraction * (1 - fraction) / total) + (share / (4 * total))) / (1 + share);

        // At the ends rounding must not leave 0 and 1 outside.
        return new(count == 0 ? 0 : centre - half, count == total ? 1 : centre + half);
    }
}
