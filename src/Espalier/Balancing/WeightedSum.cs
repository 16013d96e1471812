using Espalier.Catalog;

namespace Espalier.Balancing;

/// <summary>Options of <see cref="WeightedSum"/>.</summary>
public sealed record WeightedSumOptions
{
    /// <summary>
    /// One weight per objective, finite and at least 0, not all 0. Default: empty, which means 1 for each (the ablation "no MGDA" of
    /// arXiv 2011.09820).
    /// </summary>
    public IReadOnlyList<double> Weights
    {
        get;
        init => field = Checked(value);
    } = [];

    private static double[] Checked(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(weights), weight, "a weight must be finite and at least 0");
            }
        }

        if (weights.Count > 0 && weights.All(weight => weight == 0))
        {
            throw new ArgumentException("all weights are 0, so nothing would be optimised", nameof(weights));
        }

        return [.. weights];
    }
}

/// <summary>Fixed weights: the sum of weight times loss. The gradients have no say.</summary>
/// <remarks>
/// Its minimum is one point of the front for each choice of weights, and a step can make an objective worse. Weights need not sum to one:
/// they are applied as given (<see cref="BalancedWeights.Factors"/>) and shown divided by their sum (<see cref="BalancedWeights.Gamma"/>).
/// </remarks>
[Method(
    "weighted-sum",
    Paper = "Zadeh, Optimality and non-scalar-valued performance criteria, IEEE Transactions on Automatic Control 8(1)",
    Year = 1963,
    Summary = "Adds the objectives with fixed weights.")]
public sealed class WeightedSum : IBalancer
{
    private readonly WeightedSumOptions options;

    /// <summary>Equal weights of 1.</summary>
    public WeightedSum()
        : this(new WeightedSumOptions())
    {
    }

    /// <summary>The given weights.</summary>
    public WeightedSum(WeightedSumOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As the interface says, and when there are not as many weights as objectives.</exception>
    public BalancedWeights Weigh(double[,] gram, double[] losses)
    {
        var count = Gram.Check(gram, losses);
        double[] factors = options.Weights.Count == 0 ? [.. Enumerable.Repeat(1.0, count)] : [.. options.Weights];
        if (factors.Length != count)
        {
            throw new ArgumentException($"{factors.Length} weights for {count} objectives", nameof(losses));
        }

        var largest = factors.Max();
        var sum = factors.Sum(factor => factor / largest);
        return new(Array.ConvertAll(factors, factor => factor / largest / sum), factors);
    }
}
