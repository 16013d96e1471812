namespace Espalier.Estimators.ZeroCost;

/// <summary>Orders candidates by the scores of one proxy, or of several together.</summary>
public static class CandidateRanks
{
    /// <summary>
    /// Ranks by one list of scores: 1 is the best; equals share the mean of their places; those without a score share the last.
    /// </summary>
    /// <param name="scores">Of each candidate; null: none.</param>
    /// <param name="higherIsBetter">Which way is up.</param>
    public static double[] Of(IReadOnlyList<double?> scores, bool higherIsBetter)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double[] values = [.. scores.Select(score => score is { } value ? (higherIsBetter ? value : -value) : double.NegativeInfinity)];
        var ranks = new double[values.Length];
        var place = 0;
        foreach (var equal in Enumerable.Range(0, values.Length).GroupBy(index => values[index]).OrderByDescending(group => group.Key))
        {
            var members = equal.ToArray();
            foreach (var index in members)
            {
                ranks[index] = place + ((members.Length + 1) / 2.0);
            }

            place += members.Length;
        }

        return ranks;
    }

    /// <summary>The mean of a candidate's ranks, the lower the better.</summary>
    /// <param name="ranks">By proxy, then by candidate; at least one.</param>
    public static double[] Mean(IReadOnlyList<double[]> ranks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        return [.. Enumerable.Range(0, ranks[0].Length).Select(index => ranks.Average(each => each[index]))];
    }

    /// <summary>
    /// The vote: how many candidates most proxies hold to be better, half a one for a tie; the lower the better.
    /// </summary>
    /// <remarks>Abdelfattah et al., "Zero-Cost Proxies for Lightweight NAS", arXiv 2101.08134: of each pair the majority decides.</remarks>
    /// <param name="ranks">By proxy, then by candidate; at least one.</param>
    public static double[] Vote(IReadOnlyList<double[]> ranks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        var count = ranks[0].Length;
        var beaten = new double[count];
        for (var one = 0; one < count; one++)
        {
            for (var other = one + 1; other < count; other++)
            {
                var votes = 0;
                foreach (var each in ranks)
                {
                    votes += each[one].CompareTo(each[other]);
                }

                beaten[one] += votes > 0 ? 1 : votes == 0 ? 0.5 : 0;
                beaten[other] += votes < 0 ? 1 : votes == 0 ? 0.5 : 0;
            }
        }

        return beaten;
    }
}
