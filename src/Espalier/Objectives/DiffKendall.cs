namespace Espalier.Objectives;

/// <summary>Kendall's tau with a slope: trains what predicts on the order of things rather than on their values.</summary>
/// <remarks>
/// As in ParZC (Dong et al., arXiv 2402.02105): the sign of a difference d becomes tanh(a d / 2). It tends to tau as a grows. Where all
/// differences are small the tanh is a straight line and this a covariance, so give values of a deviation of about 1. The authors' released
/// loss is twice as large, since it sums each pair twice.
/// </remarks>
public static class DiffKendall
{
    /// <summary>The published steepness.</summary>
    public const double Steepness = 0.5;

    /// <summary>
    /// Minus the mean over pairs of tanh(a (x_i - x_j) / 2) tanh(a (y_i - y_j) / 2), from -1 to 1, in the caller's scope.
    /// </summary>
    /// <param name="predicted">x, [N], N at least 2.</param>
    /// <param name="truth">y, [N].</param>
    /// <param name="steepness">a, above 0.</param>
    /// <exception cref="ArgumentException">They are not two rows of one length, or of fewer than two numbers.</exception>
    public static Tensor Loss(Tensor predicted, Tensor truth, double steepness = Steepness)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steepness);
        if (predicted.dim() != 1 || predicted.numel() < 2 || !predicted.shape.SequenceEqual(truth.shape))
        {
            throw new ArgumentException($"two rows of one length are needed, not {predicted} and {truth}", nameof(truth));
        }

        using var scope = NewDisposeScope();
        var count = predicted.numel();
        var agreement = (Signs(predicted, steepness) * Signs(truth, steepness)).sum();
        return (agreement * (-1.0 / (count * (count - 1)))).MoveToOuterDisposeScope();
    }

    private static Tensor Signs(Tensor values, double steepness) =>
        ((values.unsqueeze(1) - values.unsqueeze(0)) * (steepness / 2)).tanh();
}
