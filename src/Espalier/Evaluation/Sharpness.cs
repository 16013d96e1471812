using Espalier.Supernets;

namespace Espalier.Evaluation;

/// <summary>How much a loss rises around weights.</summary>
/// <param name="Loss">At the weights themselves.</param>
/// <param name="Mean">The mean rise over all looks; below 0 where the loss falls.</param>
/// <param name="Largest">The largest rise.</param>
public sealed record Sharpness(double Loss, double Mean, double Largest)
{
    /// <summary>
    /// Looks at the loss in random directions, forth and back along each: every tensor of weights moves by the same share of its own length,
    /// so that layers of different scale are shaken alike.
    /// </summary>
    /// <remarks>
    /// To look both ways cancels the slope: of a quadratic loss c ||w||^2 / 2 the mean rise is c radius^2 ||w||^2 / 2 exactly, whatever the
    /// directions. A tensor of zeros stays. The weights come back bit for bit.
    /// </remarks>
    /// <param name="weights">What is moved.</param>
    /// <param name="loss">Gives the loss at the weights as they are; a pass that must not change running statistics freezes them.</param>
    /// <param name="radius">The length of a move as a share of the tensor's length, above 0; 0.05 is usual.</param>
    /// <param name="directions">How many directions, at least 1.</param>
    /// <param name="generator">Draws them.</param>
    public static Sharpness Measure(IReadOnlyList<Parameter> weights, Func<double> loss, double radius, int directions, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 1);
        using var unrecorded = no_grad();
        var still = loss();
        using var snapshot = new WeightSnapshot(weights);
        var rises = new List<double>();
        for (var i = 0; i < directions; i++)
        {
            using var scope = NewDisposeScope();
            Tensor[] direction = [.. weights.Select(weight => Along(weight, generator))];
            foreach (var length in new[] { radius, -radius })
            {
                snapshot.Move(direction, length);
                rises.Add(loss() - still);
            }

            // The next direction is as long as the weights themselves.
            snapshot.Restore();
        }

        return new(still, rises.Average(), rises.Max());
    }

    private static Tensor Along(Parameter weight, Generator generator)
    {
        using var scope = NewDisposeScope();
        var drawn = randn(weight.shape, weight.dtype, generator: generator);
        return (drawn * (weight.norm() / drawn.norm())).MoveToOuterDisposeScope();
    }
}
