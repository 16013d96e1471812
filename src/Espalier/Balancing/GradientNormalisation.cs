namespace Espalier.Balancing;

/// <summary>What each gradient is divided by before the least-norm point is sought, so that unlike units can be compared.</summary>
/// <remarks>Source: the options <c>none</c>, <c>l2</c>, <c>loss</c> and <c>loss+</c> of the code that goes with arXiv 1810.04650.</remarks>
public enum GradientNormalisation
{
    /// <summary>Nothing: the gradients as they are.</summary>
    None,

    /// <summary>Its own L2 norm. With two objectives the weights are then always one half each.</summary>
    L2,

    /// <summary>The magnitude of its loss.</summary>
    Loss,

    /// <summary>The magnitude of its loss times its L2 norm.</summary>
    LossPlus,
}

/// <summary>The divisor that a normalisation gives one gradient.</summary>
public static class GradientScale
{
    /// <summary>What to divide the gradient by.</summary>
    /// <param name="normalisation">The rule.</param>
    /// <param name="squaredNorm">g . g, at least 0.</param>
    /// <param name="loss">The objective's value.</param>
    /// <returns>
    /// A positive number. A loss counts by its magnitude, since a negative divisor would turn descent into ascent; a factor that is zero
    /// (a loss or a gradient of exactly zero) is left out, since there is nothing to bring to unit size.
    /// </returns>
    public static double Of(GradientNormalisation normalisation, double squaredNorm, double loss)
    {
        var norm = squaredNorm > 0 ? Math.Sqrt(squaredNorm) : 1;
        var size = loss != 0 ? Math.Abs(loss) : 1;
        return normalisation switch
        {
            GradientNormalisation.None => 1,
            GradientNormalisation.L2 => norm,
            GradientNormalisation.Loss => size,
            GradientNormalisation.LossPlus => size * norm,
            _ => throw new ArgumentOutOfRangeException(nameof(normalisation), normalisation, "no such normalisation"),
        };
    }
}
