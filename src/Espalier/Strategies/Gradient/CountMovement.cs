using Espalier.Costs;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// Where the bounded expected count of parameters would move distributions over operations: against its gradient, to the nearest
/// distributions, the operation that matters most by a given step of probability.
/// </summary>
/// <remarks>
/// The count is linear in the probabilities and its bound in pieces, so between the bounds' kinks every step is as long as the others. Its
/// currency is that of MDENAS' own movement, or neither would have a say beside the other.
/// </remarks>
internal sealed class CountMovement
{
    private readonly BoundedCost bound;
    private readonly double[] table;
    private readonly IReadOnlyList<int> drawn;
    private readonly int columns;
    private readonly double rate;
    private readonly double unit;

    /// <summary>The movement of a search.</summary>
    /// <param name="context">The search.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="start">The distributions it begins with, [edges, operations] of each kind of cell, row by row.</param>
    /// <param name="step">How much probability the operation that matters most gains or loses.</param>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    internal CountMovement(GradientContext context, ObjectiveOptions options, IReadOnlyList<double> start, double step)
    {
        bound = options.CreateBound(context);
        (drawn, columns) = (context.Supernet.Derivable, (int)context.Supernet.Architecture[0].size(1));
        table = Counts(context, options.Count);
        var largest = Rows().Max(row => drawn.Max(column => Math.Abs(table[row + column] - drawn.Average(other => table[row + other]))));
        rate = largest > 0 ? step / largest : 0;
        unit = options.Unit ?? Math.Max(Expected(start), 1);
    }

    /// <summary>The objective's value at distributions, the count itself, and the movement; exactly 0 where the bound is met.</summary>
    internal (double Value, double Expected, double[] Movement) At(IReadOnlyList<double> probabilities)
    {
        var expected = Expected(probabilities);
        var (value, slope) = bound.At(expected);
        double[] moved = [.. probabilities];
        foreach (var row in slope == 0 ? [] : Rows())
        {
            var nearest = Simplex.Nearest([.. drawn.Select(column => probabilities[row + column] - (rate * slope * table[row + column]))]);
            foreach (var (column, probability) in drawn.Zip(nearest))
            {
                moved[row + column] = probability;
            }
        }

        return (value / unit, expected, Simplex.Movement(probabilities, moved));
    }

    private double Expected(IReadOnlyList<double> probabilities) => probabilities.Zip(table, (probability, count) => probability * count).Sum();

    private IEnumerable<int> Rows() => Enumerable.Range(0, table.Length / columns).Select(row => row * columns);

    /// <summary>What each probability is multiplied by: the gradient, the same everywhere.</summary>
    private static double[] Counts(GradientContext context, CountForm form)
    {
        using var scope = NewDisposeScope();
        using var count = new ExpectedCount(context.Supernet.OperationParameters, context.EdgeNodes, form);
        Tensor[] anywhere = [.. context.Supernet.OperationParameters.Select(counts => counts.zeros_like().requires_grad_())];
        return [.. autograd.grad([count.Of(anywhere)], anywhere).SelectMany(slopes => slopes.to(ScalarType.Float64).data<double>().ToArray())];
    }
}
