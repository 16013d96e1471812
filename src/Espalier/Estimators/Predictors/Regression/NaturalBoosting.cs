namespace Espalier.Estimators.Predictors.Regression;

/// <summary>How natural-gradient boosting learns.</summary>
/// <param name="Rounds">Pairs of trees.</param>
/// <param name="Rate">The part of a step that is taken.</param>
/// <param name="Rows">Which part of the rows a round learns from, above 0 and at most 1.</param>
/// <param name="Shape">How large its trees grow.</param>
internal sealed record NaturalBoostingSettings(int Rounds, double Rate, double Rows, TreeShape Shape);

/// <summary>
/// A normal distribution for each row, whose mean and logarithm of deviation are sums of trees. Each round fits a tree to the natural gradient
/// of the negative log-likelihood for each of the two, finds how far to go along both, and goes a part of it.
/// </summary>
/// <remarks>
/// Duan et al., "NGBoost: Natural Gradient Boosting for Probabilistic Prediction", arXiv 1910.03225. Of a normal distribution with mean m and
/// deviation s, Fisher's information is diag(1/s², 2) in (m, ln s), so that the natural gradient is (m - y, (1 - ((y - m)/s)²)/2). The length of
/// a step is doubled while that helps on the round's rows and does not exceed 512, then halved until it helps.
/// </remarks>
internal sealed class NaturalBoosting(NaturalBoostingSettings settings, ulong seed) : IRegressor
{
    private const double Least = 1e-4;
    private const double LongestScale = 256;
    private const double LongestStep = 5;
    private const double LeastDeviation = 1e-6;
    private readonly List<Round> rounds = [];
    private Normal start;
    private double offset;
    private double unit = 1;

    /// <summary>The mean negative log-likelihood, in nats of standardised targets, of the rows learnt from: at first, then after each round.</summary>
    internal List<double> Losses { get; } = [];

    /// <inheritdoc/>
    public void Fit(double[][] rows, double[] targets)
    {
        rounds.Clear();
        Losses.Clear();
        offset = targets.Average();
        var spread = Math.Sqrt(targets.Average(target => (target - offset) * (target - offset)));
        unit = spread > 0 ? spread : 1;
        var wanted = Array.ConvertAll(targets, target => (target - offset) / unit);

        // Standardised targets have the mean 0 and the deviation 1; where all are equal nothing is unsure.
        start = new(0, spread > 0 ? 0 : Math.Log(LeastDeviation));
        var now = Enumerable.Repeat(start, rows.Length).ToArray();
        Losses.Add(Loss(wanted, now));
        if (spread == 0)
        {
            return;
        }

        var table = new TreeRows(rows);
        var random = new SeededRandom(seed);
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        var drawn = Math.Max(1, (int)(settings.Rows * rows.Length));
        for (var i = 0; i < settings.Rounds; i++)
        {
            random.Shuffle(order);
            var round = Next(table, rows, wanted, now, order[..drawn], random);
            rounds.Add(round);
            for (var row = 0; row < rows.Length; row++)
            {
                now[row] = round.After(now[row], rows[row]);
            }

            Losses.Add(Loss(wanted, now));
        }
    }

    /// <inheritdoc/>
    public Prediction[] Predict(double[][] rows) => Array.ConvertAll(rows, row =>
    {
        var told = rounds.Aggregate(start, (before, round) => round.After(before, row));
        return new Prediction(offset + (unit * told.Mean), unit * Math.Exp(told.LogDeviation));
    });

    /// <summary>The natural gradient at a target.</summary>
    internal static Normal Gradient(Normal at, double target)
    {
        var deviations = (target - at.Mean) / Math.Exp(at.LogDeviation);
        return new(at.Mean - target, (1 - (deviations * deviations)) / 2);
    }

    /// <summary>The mean negative log-likelihood of targets.</summary>
    internal static double Loss(IReadOnlyList<double> targets, IReadOnlyList<Normal> told) => targets.Zip(told).Average(pair =>
    {
        var deviations = (pair.First - pair.Second.Mean) / Math.Exp(pair.Second.LogDeviation);
        return pair.Second.LogDeviation + (((deviations * deviations) + Math.Log(2 * Math.PI)) / 2);
    });

    private Round Next(TreeRows table, double[][] rows, double[] targets, Normal[] now, int[] sample, Random random)
    {
        var gradients = new Normal[rows.Length];
        foreach (var row in sample)
        {
            gradients[row] = Gradient(now[row], targets[row]);
        }

        var means = RegressionTree.Grow(table, Array.ConvertAll(gradients, g => g.Mean), [.. sample], settings.Shape, random);
        var deviations = RegressionTree.Grow(table, Array.ConvertAll(gradients, g => g.LogDeviation), [.. sample], settings.Shape, random);
        var steps = Array.ConvertAll(sample, row => new Normal(means.Of(rows[row]), deviations.Of(rows[row])));
        var scale = Scale(Array.ConvertAll(sample, row => targets[row]), Array.ConvertAll(sample, row => now[row]), steps);
        return new Round(means, deviations, settings.Rate * scale);
    }

    private static double Scale(double[] targets, Normal[] now, Normal[] steps)
    {
        var before = Loss(targets, now);
        var length = steps.Average(step => Math.Sqrt((step.Mean * step.Mean) + (step.LogDeviation * step.LogDeviation)));
        var scale = 1.0;
        while (scale <= LongestScale && After(scale) <= before)
        {
            scale *= 2;
        }

        while (!(After(scale) < before && scale * length < LongestStep) && scale * length >= Least)
        {
            scale /= 2;
        }

        return scale;

        // NaN where it overflows, which is no improvement.
        double After(double factor) => Loss(targets, [.. now.Zip(steps, (at, step) => at.Along(step, factor))]);
    }

    /// <summary>A normal distribution, or a step from one to another.</summary>
    /// <param name="Mean">Its mean.</param>
    /// <param name="LogDeviation">The natural logarithm of its standard deviation.</param>
    internal readonly record struct Normal(double Mean, double LogDeviation)
    {
        /// <summary>Where a step against a gradient leads.</summary>
        internal Normal Along(Normal gradient, double factor) =>
            new(Mean - (factor * gradient.Mean), LogDeviation - (factor * gradient.LogDeviation));
    }

    private sealed record Round(RegressionTree Means, RegressionTree Deviations, double Scale)
    {
        internal Normal After(Normal before, double[] row) => before.Along(new Normal(Means.Of(row), Deviations.Of(row)), Scale);
    }
}
