namespace Espalier.Statistics;

/// <summary>What p-values come to when several questions are asked at once.</summary>
/// <remarks>
/// Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979): the chance that any of the true hypotheses
/// is rejected stays below the level, however the tests hang together; never less powerful than Bonferroni's correction.
/// </remarks>
public static class Holm
{
    /// <summary>
    /// The adjusted p-values in the order given: the smallest times their number, the next times one fewer, and so on, none below the one before it or
    /// above 1. What is below the level after this, is below it for the whole family.
    /// </summary>
    /// <param name="values">Each 0 to 1; none is a family without a question.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside 0 to 1, or no number.</exception>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var adjusted = new double[values.Count];
        var largest = 0.0;
        foreach (var (rank, (place, value)) in values.Index().OrderBy(value => value.Item).Index())
        {
            if (!(value >= 0 && value <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(values), value, "a p-value is 0 to 1");
            }

            largest = Math.Max(largest, Math.Min(1, (values.Count - rank) * value));
            adjusted[place] = largest;
        }

        return adjusted;
    }
}
