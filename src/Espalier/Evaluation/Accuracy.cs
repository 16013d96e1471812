namespace Espalier.Evaluation;

/// <summary>How many of how many were classified rightly.</summary>
public sealed record Accuracy
{
    // The 0.975 quantile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>Takes the counts over.</summary>
    /// <param name="correct">0 to <paramref name="total"/>.</param>
    /// <param name="total">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public Accuracy(int correct, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, total);
        Correct = correct;
        Total = total;
    }

    /// <summary>Images classified rightly.</summary>
    public int Correct { get; }

    /// <summary>Images looked at.</summary>
    public int Total { get; }

    /// <summary>Correct / total, 0 to 1.</summary>
    public double Fraction => (double)Correct / Total;

    /// <summary>Wilson's 95 % interval of the fraction, within 0 to 1.</summary>
    /// <remarks>
    /// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). It tells what this many images can
    /// tell of this one network; it does not contain the spread between training runs.
    /// </remarks>
    public (double Low, double High) Interval
    {
        get
        {
            var share = Z * Z / Total;
            var centre = (Fraction + (share / 2)) / (1 + share);
            var half = Z * Math.Sqrt((Fraction * (1 - Fraction) / Total) + (share / (4 * Total))) / (1 + share);
            return (Math.Max(0, centre - half), Math.Min(1, centre + half));
        }
    }
}
