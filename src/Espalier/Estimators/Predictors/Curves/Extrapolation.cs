using Espalier.Catalog;

namespace Espalier.Estimators.Predictors.Curves;

/// <summary>The frame of predictors that go on with a curve of validation accuracies to its last epoch.</summary>
public abstract class Extrapolation : CurvePredictor
{
    /// <summary>Below, a family of four parameters has nothing to be fitted by.</summary>
    private const int LeastPoints = 4;

    private readonly int lastEpoch;
    private readonly ulong seed;

    private protected Extrapolation(PredictorContext context, ExtrapolationOptions options)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(options);
        (lastEpoch, seed) = (options.LastEpoch, context.Seed);
    }

    /// <summary>
    /// The mean and the deviation of the drawn mixtures at the last epoch; the last accuracy seen where no family fits, or where the curve is
    /// at its end.
    /// </summary>
    /// <inheritdoc/>
    protected sealed override Prediction Judge(IReadOnlyList<CurvePoint> curve)
    {
        var values = Series(curve, point => point.ValidationAccuracy, "validation accuracy", LeastPoints);
        double[] epochs = [.. curve.Select(point => (double)point.Epoch)];
        if (epochs[^1] >= lastEpoch || CurveMixture.Of(epochs, values, lastEpoch) is not { } mixture
            || !double.IsFinite(mixture.LogPosterior(mixture.Start)))
        {
            return new(values[^1]);
        }

        double[] ends = [.. Draw(mixture, new SeededRandom(SeededRandom.Derive(seed, "curve"))).Select(mixture.AtLast)];
        var mean = ends.Average();
        return new(mean, Math.Sqrt(ends.Average(end => (end - mean) * (end - mean))));
    }

    private protected abstract IReadOnlyList<double[]> Draw(CurveMixture mixture, SeededRandom random);
}

/// <summary>The settings that extrapolations share.</summary>
public record ExtrapolationOptions
{
    /// <summary>The epoch that is asked for, at least 2. Default 200, NAS-Bench-201's.</summary>
    public int LastEpoch { get; init => field = OptionRange.AtLeast(value, 2); } = 200;
}
