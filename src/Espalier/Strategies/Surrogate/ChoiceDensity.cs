namespace Espalier.Strategies.Surrogate;

/// <summary>How a density over unordered choices is made (Aitchison and Aitken 1976): 1 - h at a value that was seen, h shared by the others.</summary>
public enum ChoiceKernel
{
    /// <summary>
    /// The others are all values that a choice has, and h is at most what makes all alike. Draws are as wide as the paper says: h times a factor.
    /// </summary>
    Bounded,

    /// <summary>
    /// As statsmodels' estimator, which BOHB's authors use, does: the others are the values that were seen, and nothing bounds h, so that
    /// densities of few points may be negative. Draws of choices have no factor in the authors' code.
    /// </summary>
    Reference,
}

/// <summary>
/// A density over rows of choices: the mean over points of a product of kernels, with a bandwidth for each choice by the normal rule of thumb, 1.06
/// times the standard deviation of its values times n^(-1 / (4 + choices)).
/// </summary>
internal sealed class ChoiceDensity
{
    private const double RuleOfThumb = 1.06;
    private readonly int[][] points;
    private readonly IReadOnlyList<int> choices;
    private readonly ChoiceKernel kernel;
    private readonly double[] bandwidths;
    private readonly double[] others;

    /// <summary>The density of points.</summary>
    /// <param name="points">At least one, each a value per choice.</param>
    /// <param name="choices">How many values each choice has.</param>
    /// <param name="least">What no bandwidth is below.</param>
    /// <param name="kernel">How it is made.</param>
    internal ChoiceDensity(int[][] points, IReadOnlyList<int> choices, double least, ChoiceKernel kernel)
    {
        (this.points, this.choices, this.kernel) = (points, choices, kernel);
        bandwidths = [.. choices.Select((count, choice) => Bounded(Math.Max(least, Rule(choice)), count))];
        others = [.. choices.Select((count, choice) =>
            bandwidths[choice] / ((kernel == ChoiceKernel.Bounded ? count : points.Select(point => point[choice]).Distinct().Count()) - 1))];
    }

    /// <summary>The bandwidth of each choice.</summary>
    internal IReadOnlyList<double> Bandwidths => bandwidths;

    /// <summary>The density at a row of values.</summary>
    internal double At(int[] values)
    {
        var sum = 0.0;
        foreach (var point in points)
        {
            var product = 1.0;
            for (var choice = 0; choice < values.Length; choice++)
            {
                product *= point[choice] == values[choice] ? 1 - bandwidths[choice] : others[choice];
            }

            sum += product;
        }

        return sum / points.Length;
    }

    /// <summary>A row near one of the points: a choice keeps its value with a chance of 1 less its bandwidth, else it takes any.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="factor">By what bandwidths are multiplied.</param>
    internal int[] Draw(Random random, double factor)
    {
        var point = points[random.Next(points.Length)];
        return [.. point.Select((value, choice) => random.NextDouble() < 1 - Drawn(choice, factor) ? value : random.Next(choices[choice]))];
    }

    /// <summary>Any value of c may be the old one, so that a value changes with the chance h where any is drawn with h c / (c - 1).</summary>
    private double Drawn(int choice, double factor) => kernel == ChoiceKernel.Reference
        ? bandwidths[choice]
        : Bounded(bandwidths[choice] * factor, choices[choice]) * choices[choice] / Math.Max(1, choices[choice] - 1);

    private double Bounded(double bandwidth, int count) =>
        kernel == ChoiceKernel.Reference ? bandwidth : Math.Min(bandwidth, (count - 1.0) / count);

    private double Rule(int choice)
    {
        var mean = points.Average(point => point[choice]);
        var deviation = Math.Sqrt(points.Average(point => (point[choice] - mean) * (point[choice] - mean)));
        return RuleOfThumb * deviation * Math.Pow(points.Length, -1.0 / (4 + choices.Count));
    }
}
