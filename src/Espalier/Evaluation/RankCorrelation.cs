namespace Espalier.Evaluation;

/// <summary>How well one list of numbers goes with another of the same things. From -1 (reversed) to 1; NaN where either list is constant.</summary>
public static class RankCorrelation
{
    private const double Tenth = 0.1;

    /// <summary>Pearson's coefficient: of the values themselves, not of their order.</summary>
    /// <param name="one">Values of things.</param>
    /// <param name="other">Other values of the same things, in the same order; at least two.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths or shorter than 2.</exception>
    public static double Pearson(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        Check(one, other);
        return Linear([.. one], [.. other]);
    }

    /// <summary>Spearman's coefficient: Pearson's of the ranks, equal values sharing their mean rank.</summary>
    /// <param name="one">Values of things.</param>
    /// <param name="other">Other values of the same things, in the same order; at least two.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths or shorter than 2.</exception>
    public static double Spearman(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        Check(one, other);
        return Linear(Ranks(one), Ranks(other));
    }

    /// <summary>
    /// Kendall's tau-b: pairs that both lists order alike less those that they order against each other, over the geometric mean of how
    /// many pairs each orders at all.
    /// </summary>
    /// <remarks>In n log n steps: W. R. Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", 1966.</remarks>
    /// <param name="one">Values of things.</param>
    /// <param name="other">Other values of the same things, in the same order; at least two.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths or shorter than 2.</exception>
    public static double Kendall(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        Check(one, other);
        var pairs = one.Zip(other).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).ToArray();
        var tiedInBoth = Tied(pairs);
        var tiedInOne = Tied([.. pairs.Select(pair => pair.First)]);
        var values = Array.ConvertAll(pairs, pair => pair.Second);
        var swaps = Sort(values, new double[values.Length]);
        var tiedInOther = Tied(values);
        var all = one.Count * (one.Count - 1L) / 2;
        var difference = all - tiedInOne - tiedInOther + tiedInBoth - (2 * swaps);
        return difference / (Math.Sqrt(all - tiedInOne) * Math.Sqrt(all - tiedInOther));
    }

    /// <summary>
    /// Kendall's tau-b of what was predicted, rounded, so that a difference too small to matter orders nothing (sparse Kendall;
    /// Yu et al., "Evaluating the Search Phase of Neural Architecture Search", arXiv 1902.08142).
    /// </summary>
    /// <param name="truth">Accuracies in percent.</param>
    /// <param name="predicted">What was predicted of the same, in percent.</param>
    /// <param name="decimals">How many decimals of a percent are kept, at least 0.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths or shorter than 2.</exception>
    public static double SparseKendall(IReadOnlyList<double> truth, IReadOnlyList<double> predicted, int decimals)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        var step = Math.Pow(Tenth, decimals);
        return Kendall(truth, [.. predicted.Select(value => Math.Round(value / step))]);
    }

    private static void Check(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Count != other.Count || one.Count < 2)
        {
            throw new ArgumentException($"{one.Count} values against {other.Count}; two lists of the same things are needed", nameof(other));
        }
    }

    private static double Linear(double[] one, double[] other)
    {
        var (meanOne, meanOther) = (one.Average(), other.Average());
        var (product, squaresOne, squaresOther) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in one.Zip(other))
        {
            product += (x - meanOne) * (y - meanOther);
            squaresOne += (x - meanOne) * (x - meanOne);
            squaresOther += (y - meanOther) * (y - meanOther);
        }

        return product / (Math.Sqrt(squaresOne) * Math.Sqrt(squaresOther));
    }

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(index => values[index]).ToArray();
        var ranks = new double[order.Length];
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            while (last + 1 < order.Length && values[order[last + 1]].Equals(values[order[first]]))
            {
                last++;
            }

            for (var place = first; place <= last; place++)
            {
                ranks[order[place]] = (first + last) / 2.0;
            }

            first = last + 1;
        }

        return ranks;
    }

    /// <summary>How many pairs of a sorted list are equal.</summary>
    private static long Tied<T>(T[] sorted)
        where T : IEquatable<T>
    {
        var (pairs, run) = (0L, 0L);
        for (var i = 1; i < sorted.Length; i++)
        {
            run = sorted[i].Equals(sorted[i - 1]) ? run + 1 : 0;
            pairs += run;
        }

        return pairs;
    }

    /// <summary>Sorts by merging; returns how many pairs stood the wrong way round.</summary>
    private static long Sort(Span<double> values, Span<double> spare)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var half = values.Length / 2;
        var swaps = Sort(values[..half], spare[..half]) + Sort(values[half..], spare[half..]);
        var (left, right) = (0, half);
        for (var place = 0; place < values.Length; place++)
        {
            if (right == values.Length || (left < half && values[left] <= values[right]))
            {
                spare[place] = values[left++];
            }
            else
            {
                spare[place] = values[right++];
                swaps += half - left;
            }
        }

        spare.CopyTo(values);
        return swaps;
    }
}
