namespace Espalier.Evaluation;

/// <summary>How well a prediction finds the best, which is all that a search needs of it.</summary>
public static class TopSelection
{
    /// <summary>
    /// Precision@k: which part of the <paramref name="count"/> predicted best is among the <paramref name="count"/> truly best. From 0 to 1.
    /// Of equal values the first in the list count as better, in both lists.
    /// </summary>
    /// <param name="truth">The higher the better.</param>
    /// <param name="predicted">Of the same things, in the same order; the higher the better.</param>
    /// <param name="count">k, from 1 to how many there are.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths.</exception>
    public static double Precision(IReadOnlyList<double> truth, IReadOnlyList<double> predicted, int count)
    {
        Check(truth, predicted, count);
        return (double)Top(truth, count).Intersect(Top(predicted, count)).Count() / count;
    }

    /// <summary>Regret@k: by how much the best of the <paramref name="count"/> predicted best is below the best of all; at least 0.</summary>
    /// <param name="truth">The higher the better.</param>
    /// <param name="predicted">Of the same things, in the same order; the higher the better.</param>
    /// <param name="count">k, from 1 to how many there are.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths.</exception>
    public static double Regret(IReadOnlyList<double> truth, IReadOnlyList<double> predicted, int count)
    {
        Check(truth, predicted, count);
        return truth.Max() - Top(predicted, count).Max(index => truth[index]);
    }

    private static void Check(IReadOnlyList<double> truth, IReadOnlyList<double> predicted, int count)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predicted);
        if (truth.Count != predicted.Count)
        {
            throw new ArgumentException($"{truth.Count} values against {predicted.Count}; two lists of the same things are needed", nameof(predicted));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, truth.Count);
    }

    private static IEnumerable<int> Top(IReadOnlyList<double> values, int count) =>
        Enumerable.Range(0, values.Count).OrderByDescending(index => values[index]).Take(count);
}
