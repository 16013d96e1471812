namespace Espalier.Strategies.Reinforcement;

/// <summary>
/// Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) over a few rows of doubles: a tensor operator a candidate would cost more than all the
/// rest of such a search.
/// </summary>
/// <param name="rows">What descends, in place.</param>
/// <param name="rate">The learning rate.</param>
internal sealed class AdamState(double[][] rows, double rate)
{
    private const double First = 0.9;
    private const double Second = 0.999;
    private const double Epsilon = 1e-8;
    private readonly double[][] means = Array.ConvertAll(rows, row => new double[row.Length]);
    private readonly double[][] squares = Array.ConvertAll(rows, row => new double[row.Length]);
    private int steps;

    /// <summary>One step against gradients.</summary>
    internal void Descend(double[][] gradients)
    {
        steps++;
        var (first, second) = (1 - Math.Pow(First, steps), 1 - Math.Pow(Second, steps));
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < rows[row].Length; i++)
            {
                var gradient = gradients[row][i];
                means[row][i] += (1 - First) * (gradient - means[row][i]);
                squares[row][i] += (1 - Second) * ((gradient * gradient) - squares[row][i]);
                rows[row][i] -= rate * (means[row][i] / first) / (Math.Sqrt(squares[row][i] / second) + Epsilon);
            }
        }
    }
}
