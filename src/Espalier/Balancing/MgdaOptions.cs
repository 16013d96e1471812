namespace Espalier.Balancing;

/// <summary>Which gradients the weights of the least-norm point multiply.</summary>
public enum WeightTarget
{
    /// <summary>The normalised ones they were found for: factor = gamma / scale. The direction descends on every objective.</summary>
    Normalised,

    /// <summary>The raw losses, as in the authors' code: factor = gamma. With a normalisation the descent guarantee is lost.</summary>
    Raw,
}

/// <summary>What the weights are when the least-norm point of two gradients is one of them.</summary>
public enum WeightClamp
{
    /// <summary>1 and 0.</summary>
    Exact,

    /// <summary>
    /// 0.999 and 0.001, as in the authors' code: the other objective keeps a share, which a large gradient turns into the whole direction.
    /// </summary>
    Authors,
}

/// <summary>What becomes of an objective whose gradient is exactly zero.</summary>
public enum SatisfiedObjectives
{
    /// <summary>
    /// It leaves the hull: weight 0, and the others are balanced among themselves. Right for a bounded cost inside its bounds, which is
    /// satisfied and has no wish.
    /// </summary>
    Drop,

    /// <summary>
    /// It stays, and takes all the weight: the step is zero. Right for an objective that is minimised without a bound, where a zero
    /// gradient means its optimum, hence a Pareto-critical point. Also what the authors' code does.
    /// </summary>
    Keep,
}

/// <summary>Options of <see cref="Mgda"/>.</summary>
public sealed record MgdaOptions
{
    /// <summary>What each gradient is divided by before solving. Default: nothing, as in the main runs of arXiv 2011.09820.</summary>
    public GradientNormalisation Normalisation
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>Which gradients the weights multiply. Default: the normalised ones (departs from the authors' code).</summary>
    public WeightTarget ApplyTo
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>The weights at the ends of the segment between two gradients. Default: exact (departs from the authors' code).</summary>
    public WeightClamp Clamp
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>
    /// What becomes of an objective whose gradient is exactly zero. Default: it leaves the hull (departs from the authors' code).
    /// </summary>
    public SatisfiedObjectives SatisfiedObjectives
    {
        get;
        init => field = Defined(value);
    }

    /// <summary>
    /// The choices of the authors' code, for comparisons: weights on raw losses, clamped at 0.999 and 0.001, nothing dropped.
    /// </summary>
    public static MgdaOptions Authors { get; } = new()
    {
        ApplyTo = WeightTarget.Raw,
        Clamp = WeightClamp.Authors,
        SatisfiedObjectives = SatisfiedObjectives.Keep,
    };

    private static T Defined<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"no such {typeof(T).Name}");
}
