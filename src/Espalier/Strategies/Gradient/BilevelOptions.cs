namespace Espalier.Strategies.Gradient;

/// <summary>How the architecture's gradient sees the weights.</summary>
public enum UnrollOrder
{
    /// <summary>The weights as they are: DARTS with xi = 0.</summary>
    First,

    /// <summary>The weights after one step, and the finite-difference correction for it (DARTS, equations 7 and 8).</summary>
    Second,
}

/// <summary>What all bi-level cell searches share. Defaults are those of DARTS, section 3.2 and its code.</summary>
public record BilevelOptions
{
    /// <summary>First or second order. Default: second, as in DARTS and E2RNAS.</summary>
    public UnrollOrder Order { get; init; } = UnrollOrder.Second;

    /// <summary>The first learning rate of the weights (SGD), above 0. Default 0.025.</summary>
    public double WeightRate { get; init => field = Positive(value, nameof(WeightRate)); } = 0.025;

    /// <summary>The learning rate that the cosine ends at, at least 0. Default 0.001.</summary>
    public double WeightRateEnd { get; init => field = NotNegative(value, nameof(WeightRateEnd)); } = 0.001;

    /// <summary>The weights' momentum, 0 to below 1. Default 0.9.</summary>
    public double Momentum
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Momentum), value, "0 to below 1");
    } = 0.9;

    /// <summary>The weights' decay, at least 0. Default 3e-4.</summary>
    public double WeightDecay { get; init => field = NotNegative(value, nameof(WeightDecay)); } = 3e-4;

    /// <summary>The largest joint norm of the weights' gradient, above 0. Default 5.</summary>
    public double Clip { get; init => field = Positive(value, nameof(Clip)); } = 5;

    /// <summary>The architecture's learning rate (Adam), above 0. Default 3e-4; short searches need more.</summary>
    public double ArchitectureRate { get; init => field = Positive(value, nameof(ArchitectureRate)); } = 3e-4;

    /// <summary>The architecture's decay, at least 0. Default 1e-3.</summary>
    public double ArchitectureDecay { get; init => field = NotNegative(value, nameof(ArchitectureDecay)); } = 1e-3;

    /// <summary>
    /// How far the weights are moved for the second-order finite difference, as the length of the whole displacement; above 0. Default
    /// 0.01, as published with DARTS, equation 8. Where the loss bends or breaks (ReLU, max pooling) within that distance, as it can
    /// in very small networks, a smaller one is nearer to the exact gradient; in float32 rounding limits how small.
    /// </summary>
    public double DifferenceScale { get; init => field = Positive(value, nameof(DifferenceScale)); } = 0.01;

    /// <summary>Epochs at the beginning in which only the weights step, at least 0. Default 0, as published.</summary>
    public int WarmUp
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(WarmUp), value, "at least 0");
    }

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "above 0");

    private static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "at least 0");
}
