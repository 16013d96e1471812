namespace Espalier.Corruptions.Weather;

/// <summary>Clouds: a field of random heights that are alike nearby, from 0 to 1.</summary>
internal static class PlasmaField
{
    private const double FirstWobble = 100;

    /// <summary>
    /// Midpoints between known points, again and again, each the mean of its four neighbours and a draw that grows smaller (the diamond-square
    /// algorithm; Fournier, Fussell and Carpenter, "Computer rendering of stochastic models", 1982). The field wraps around.
    /// </summary>
    /// <param name="height">Rows wanted.</param>
    /// <param name="width">Columns wanted.</param>
    /// <param name="decay">By how much a draw shrinks from one size to the next, above 1: the larger, the smoother.</param>
    /// <param name="random">Where the draws come from.</param>
    internal static Plane Of(int height, int width, double decay, SeededRandom random)
    {
        var side = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, Math.Max(height, width)));
        var field = new double[side, side];
        var wobble = FirstWobble;
        for (var step = side; step >= 2; step /= 2)
        {
            var half = step / 2;
            for (var row = half; row < side; row += step)
            {
                for (var column = half; column < side; column += step)
                {
                    field[row, column] = Between(
                        (row - half, column - half), (row - half, column + half), (row + half, column - half), (row + half, column + half));
                }
            }

            for (var row = 0; row < side; row += half)
            {
                for (var column = row % step == 0 ? half : 0; column < side; column += step)
                {
                    field[row, column] = Between((row - half, column), (row + half, column), (row, column - half), (row, column + half));
                }
            }

            wobble /= decay;
        }

        var (least, most) = (field.Cast<double>().Min(), field.Cast<double>().Max());
        return new Plane(height, width).Made((row, column) => (float)((field[row, column] - least) / (most - least)));

        double Between(params ReadOnlySpan<(int Row, int Column)> around)
        {
            var sum = 0.0;
            foreach (var (row, column) in around)
            {
                sum += field[(row + side) % side, (column + side) % side];
            }

            // Squared, as in the authors' code: the draw shrinks twice as fast as its factor.
            return (sum / around.Length) + (wobble * wobble * ((2 * random.NextDouble()) - 1));
        }
    }
}
