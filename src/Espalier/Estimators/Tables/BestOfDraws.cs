namespace Espalier.Estimators.Tables;

/// <summary>
/// What random search comes to, exactly: of so many different architectures drawn uniformly from a table the one that a column says is best.
/// </summary>
/// <remarks>
/// That the best is among the k worst of N has the probability C(k, n) / C(N, n); differences of these are each architecture's
/// probability of being chosen. Those that the column cannot tell apart share theirs.
/// </remarks>
public sealed class BestOfDraws
{
    private readonly double[] probabilities;

    /// <summary>A random search.</summary>
    /// <param name="chooses">What it chooses by.</param>
    /// <param name="draws">How many different architectures it looks at, from 1 to all.</param>
    public BestOfDraws(TableColumn chooses, int draws)
    {
        ArgumentNullException.ThrowIfNull(chooses);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, chooses.Count);
        Draws = draws;
        probabilities = new double[chooses.Count];
        var sign = chooses.HigherIsBetter ? 1 : -1;
        var fromWorst = Enumerable.Range(0, chooses.Count).OrderBy(row => sign * chooses[row]).ToArray();
        for (int from = 0, to; from < fromWorst.Length; from = to)
        {
            to = from + 1;
            while (to < fromWorst.Length && chooses[fromWorst[to]] == chooses[fromWorst[from]])
            {
                to++;
            }

            var each = (BestIsAmong(to) - BestIsAmong(from)) / (to - from);
            foreach (var row in fromWorst.AsSpan(from, to - from))
            {
                probabilities[row] = each;
            }
        }
    }

    /// <summary>How many architectures it looks at.</summary>
    public int Draws { get; }

    /// <summary>How probable it is that a row is chosen.</summary>
    public double Probability(int index) => probabilities[index];

    /// <summary>The expected value of a column, and its standard deviation from search to search.</summary>
    public (double Mean, double Deviation) Of(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Of(row => column[row]);
    }

    /// <summary>The same of anything that a row has.</summary>
    public (double Mean, double Deviation) Of(Func<int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var values = Enumerable.Range(0, probabilities.Length).Select(value).ToArray();
        var mean = values.Zip(probabilities, (one, probability) => one * probability).Sum();
        return (mean, Math.Sqrt(values.Zip(probabilities, (one, probability) => (one - mean) * (one - mean) * probability).Sum()));
    }

    private double BestIsAmong(int worst)
    {
        var probability = 1.0;
        for (var i = 0; i < Draws && probability > 0; i++)
        {
            probability *= (double)(worst - i) / (probabilities.Length - i);
        }

        return Math.Max(probability, 0);
    }
}
