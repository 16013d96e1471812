namespace Espalier.Strategies.Gradient;

/// <summary>
/// Distributions over the operations of each edge, and what was seen of them: how often each was drawn, and the accuracy when it was drawn
/// last.
/// </summary>
/// <remarks>
/// The update is that of MDENAS (arXiv 1905.07529, section 3.2) as its authors' code has it: between every two operations of an edge
/// probability moves away from the one that was drawn at least as often and yet is less accurate.
/// </remarks>
public sealed class Multinomial
{
    private readonly double step;

    /// <summary>Distributions, uniform over the operations that may be drawn.</summary>
    /// <param name="edges">How many edges.</param>
    /// <param name="operations">How many operations each has.</param>
    /// <param name="drawn">The operations that may be drawn.</param>
    /// <param name="step">How much probability moves at once.</param>
    public Multinomial(int edges, int operations, IReadOnlyList<int> drawn, double step)
    {
        this.step = step;
        (Probabilities, Accuracies, Visits) = (new double[edges, operations], new double[edges, operations], new double[edges, operations]);
        foreach (var (edge, operation) in from edge in Enumerable.Range(0, edges) from operation in drawn select (edge, operation))
        {
            Probabilities[edge, operation] = 1.0 / drawn.Count;
        }
    }

    /// <summary>Each edge's distribution, [edges, operations].</summary>
    public double[,] Probabilities { get; }

    /// <summary>The latest accuracy of each.</summary>
    public double[,] Accuracies { get; }

    /// <summary>How often each was drawn.</summary>
    public double[,] Visits { get; }

    /// <summary>One operation per edge.</summary>
    public int[] Draw(Random random)
    {
        var drawn = new int[Probabilities.GetLength(0)];
        for (var edge = 0; edge < drawn.Length; edge++)
        {
            var left = random.NextDouble();
            var last = -1;
            for (var operation = 0; operation < Probabilities.GetLength(1) && left >= 0; operation++)
            {
                if (Probabilities[edge, operation] > 0)
                {
                    left -= Probabilities[edge, operation];
                    last = operation;
                }
            }

            drawn[edge] = last;
        }

        return drawn;
    }

    /// <summary>Learns from a path's accuracy, 0 to 1.</summary>
    public void Learn(IReadOnlyList<int> path, double accuracy)
    {
        for (var edge = 0; edge < path.Count; edge++)
        {
            Visits[edge, path[edge]]++;
            Accuracies[edge, path[edge]] = accuracy;
            Move(edge);
        }
    }

    private void Move(int edge)
    {
        for (var one = 0; one < Probabilities.GetLength(1); one++)
        {
            for (var other = one + 1; other < Probabilities.GetLength(1); other++)
            {
                var visits = Visits[edge, one] - Visits[edge, other];
                var accuracy = Accuracies[edge, one] - Accuracies[edge, other];
                if (visits >= 0 && accuracy < 0)
                {
                    Move(edge, one, other);
                }
                else if (visits <= 0 && accuracy > 0)
                {
                    Move(edge, other, one);
                }
            }
        }
    }

    private void Move(int edge, int from, int to)
    {
        var moved = Math.Min(step, Probabilities[edge, from]);
        Probabilities[edge, from] -= moved;
        Probabilities[edge, to] += moved;
    }
}
