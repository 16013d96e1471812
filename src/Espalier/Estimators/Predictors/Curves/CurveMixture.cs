namespace Espalier.Estimators.Predictors.Curves;

/// <summary>
/// The weighted sum of curves of several families with Gaussian noise: what a learning curve is taken for. A point of it is a row of numbers:
/// the weights, the parameters of each family, the logarithm of the noise's deviation.
/// </summary>
/// <remarks>
/// Domhan et al., IJCAI 2015: no weight is negative, and a curve ends higher than it began; beyond that the prior is flat. The point that
/// chains begin at is ours: each family by least squares, weighed by how little its fit leaves.
/// </remarks>
internal sealed class CurveMixture
{
    /// <summary>Fits closer than this tell nothing: accuracies are not measured that well.</summary>
    private const double LeastNoise = 1e-4;

    private readonly CurveFamily[] families;
    private readonly int[] places;
    private readonly double[] epochs;
    private readonly double[] values;
    private readonly double last;

    private CurveMixture(CurveFamily[] families, double[] start, double[] epochs, double[] values, double last)
    {
        (this.families, Start, this.epochs, this.values, this.last) = (families, start, epochs, values, last);
        places = new int[families.Length];
        for (var (i, place) = (0, families.Length); i < families.Length; place += families[i].Start(0, 1).Length, i++)
        {
            places[i] = place;
        }
    }

    /// <summary>Where chains begin.</summary>
    internal double[] Start { get; }

    /// <summary>The mixture of those families that fit at all; null where none does.</summary>
    /// <param name="epochs">Ascending, at least 1.</param>
    /// <param name="values">The accuracies, as many.</param>
    /// <param name="last">The epoch that is asked for.</param>
    internal static CurveMixture? Of(double[] epochs, double[] values, double last)
    {
        var fits = CurveFamily.All
            .Select(family => (Family: family, Fit: LeastSquares.Fit(family.Value, family.Start(values[0], values[^1]), epochs, values)))
            .Where(one => double.IsFinite(one.Fit.Squares) && one.Family.Value(last, one.Fit.Parameters) is >= 0 and <= 1)
            .ToArray();
        if (fits.Length == 0)
        {
            return null;
        }

        var floor = LeastNoise * LeastNoise;
        double[] worth = [.. fits.Select(one => 1 / ((one.Fit.Squares / epochs.Length) + floor))];
        var noise = Math.Sqrt((fits.Min(one => one.Fit.Squares) / epochs.Length) + floor);
        double[] start =
        [
            .. worth.Select(one => one / worth.Sum()), .. fits.SelectMany(one => one.Fit.Parameters), Math.Log(noise),
        ];
        return new([.. fits.Select(one => one.Family)], start, epochs, values, last);
    }

    /// <summary>The accuracy at the epoch that is asked for.</summary>
    internal double AtLast(double[] point) => Value(point, last);

    /// <summary>The logarithm of the posterior up to a constant; minus infinity where the point is impossible.</summary>
    internal double LogPosterior(double[] point)
    {
        for (var i = 0; i < families.Length; i++)
        {
            if (point[i] < 0)
            {
                return double.NegativeInfinity;
            }
        }

        var end = Value(point, last);
        var noise = Math.Exp(point[^1]);
        if (!(end is >= 0 and <= 1) || !(end >= Value(point, epochs[0])) || !(noise is >= LeastNoise and <= 1))
        {
            return double.NegativeInfinity;
        }

        var squares = 0.0;
        for (var i = 0; i < epochs.Length; i++)
        {
            var miss = Value(point, epochs[i]) - values[i];
            squares += miss * miss;
        }

        var log = (-epochs.Length * point[^1]) - (squares / (2 * noise * noise));
        return double.IsNaN(log) ? double.NegativeInfinity : log;
    }

    private double Value(double[] point, double epoch)
    {
        var sum = 0.0;
        for (var i = 0; i < families.Length; i++)
        {
            sum += point[i] * families[i].Value(epoch, point.AsSpan(places[i]));
        }

        return sum;
    }
}
