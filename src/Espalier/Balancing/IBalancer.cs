namespace Espalier.Balancing;

/// <summary>Turns the gradients of several objectives into one direction by giving each objective a factor.</summary>
public interface IBalancer
{
    /// <summary>Weighs the objectives of one step.</summary>
    /// <param name="gram">Inner products of the gradients, [n, n]: entry (i, j) is g_i . g_j. Symmetric up to rounding.</param>
    /// <param name="losses">Values of the n objectives at the same step, in the same order.</param>
    /// <returns>The weights, and the factors for the raw losses or, equally, for the raw gradients.</returns>
    /// <exception cref="ArgumentException">
    /// A number is not finite, a squared norm is negative, or the sizes disagree. A caller that may meet a diverged step looks before it
    /// weighs and records the step as diverged.
    /// </exception>
    BalancedWeights Weigh(double[,] gram, double[] losses);
}
