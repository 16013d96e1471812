using Espalier.Statistics;

namespace Espalier.Evaluation;

/// <summary>How many of how many were classified rightly.</summary>
public sealed record Accuracy
{
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

    /// <summary>The accuracy that a record tells as a fraction.</summary>
    /// <param name="fraction">0 to 1; the nearest count is meant.</param>
    /// <param name="total">Of how many images, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Accuracy Of(double fraction, int total) => new((int)Math.Round(fraction * total), total);

    /// <summary>Images classified rightly.</summary>
    public int Correct { get; }

    /// <summary>Images looked at.</summary>
    public int Total { get; }

    /// <summary>Correct / total, 0 to 1.</summary>
    public double Fraction => (double)Correct / Total;

    /// <summary>Wilson's 95 % interval of the fraction, within 0 to 1.</summary>
    /// <remarks>It tells what this many images can tell of this one network; it does not contain the spread between training runs.</remarks>
    public Interval Interval => Wilson.Of(Correct, Total);
}
