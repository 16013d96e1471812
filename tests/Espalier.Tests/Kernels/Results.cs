namespace Espalier.Tests.Kernels;

/// <summary>What a pass computed, by name, and how far that is from what is right.</summary>
internal sealed class Results
{
    /// <summary>The largest error, against the largest number that is right.</summary>
    internal const double Bound = 1e-5;

    /// <summary>
    /// The gradient of a scale that a batch norm undoes is nothing but rounding: a gradient is held at least against this share of the
    /// largest of all, and one that is a single number against the largest itself.
    /// </summary>
    private const double Least = 1e-2;

    private readonly Dictionary<string, Tensor> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> gradients = new(StringComparer.Ordinal);

    internal Tensor Value(string name) => values.TryGetValue(name, out var value) ? value : gradients[name];

    /// <summary>Keeps a copy: a running statistic moves on.</summary>
    internal void Add(string name, Tensor value) =>
        values.Add(name, value.detach().clone());

    /// <summary>
    /// Keeps a batch norm's running statistics, mean and variance as one: a mean of nearly nothing is right to within what the values
    /// vary by.
    /// </summary>
    internal void Add(string name, BatchNorm2d norm)
    {
        if (norm.running_mean is not null)
        {
            Add($"{name} statistics", stack([norm.running_mean, norm.running_var!]));
            Add($"{name} batches", norm.num_batches_tracked!);
        }
    }

    /// <summary>Keeps a gradient.</summary>
    internal void AddGradient(string name, Tensor gradient) => gradients.Add($"gradient of {name}", gradient);

    /// <summary>Is as near to what is right as the bound.</summary>
    internal void AssertNear(Results right, object situation)
    {
        AssertNear(values, right.values, static (_, _) => 0, situation);
        AssertNear(gradients, right.gradients, static (value, largest) => value.numel() == 1 ? largest : Least * largest, situation);
    }

    /// <summary>The same bits everywhere.</summary>
    internal void AssertSame(Results other)
    {
        AssertSame(values, other.values);
        AssertSame(gradients, other.gradients);
    }

    /// <summary>The largest difference against the largest number that is right, or against what that must be at least.</summary>
    internal static double Error(Tensor found, Tensor right, double least = 0)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(right.shape, found.shape);
        var difference = Largest(found.to(ScalarType.Float64) - right.to(ScalarType.Float64));
        return difference == 0 ? 0 : difference / Math.Max(Largest(right), least);
    }

    private static double Largest(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.to(ScalarType.Float64).abs().max().ToDouble();
    }

    private static void AssertNear(
        Dictionary<string, Tensor> found, Dictionary<string, Tensor> right, Func<Tensor, double, double> least, object situation)
    {
        Assert.Equal(right.Keys, found.Keys);
        var largest = right.Values.Select(Largest).DefaultIfEmpty().Max();
        foreach (var (name, value) in found)
        {
            var error = Error(value, right[name], least(value, largest));
            Assert.True(error <= Bound, $"{name} is off by {error:e1}: {situation}");
        }
    }

    private static void AssertSame(Dictionary<string, Tensor> found, Dictionary<string, Tensor> right)
    {
        Assert.Equal(right.Keys, found.Keys);
        Assert.All(found, pair => Assert.True(equal(pair.Value, right[pair.Key]), pair.Key));
    }
}
