using Espalier.Estimators;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Predictors;

/// <summary>Power-law curves whose end is known: y = end - drop t^-power, with measurement noise.</summary>
internal static class MadeUpCurves
{
    private static readonly NasBench201Space Space = new();

    public static PredictorContext Context(ulong seed = 1) => new() { Space = Space, Seed = seed };

    /// <summary>The first epochs of some networks, and what each comes to in the end.</summary>
    public static (NetworkFacts[] Networks, double[] Ends) Draw(int count, int epochs, ulong seed, double noise = 5e-4)
    {
        var random = new SeededRandom(seed);
        var networks = new NetworkFacts[count];
        var ends = new double[count];
        for (var i = 0; i < count; i++)
        {
            ends[i] = 0.6 + (0.35 * random.NextDouble());
            var (drop, power) = (0.25 + (0.25 * random.NextDouble()), 0.5 + (0.7 * random.NextDouble()));
            networks[i] = new NetworkFacts(Space.Sample(random))
            {
                Curve =
                [
                    .. Enumerable.Range(1, epochs).Select(epoch =>
                    {
                        var accuracy = ends[i] - (drop * Math.Pow(epoch, -power)) + (noise * (random.NextDouble() - 0.5));
                        return new CurvePoint(epoch, accuracy, TrainingLoss: 1 - accuracy, ValidationLoss: 2 - accuracy);
                    }),
                ],
            };
        }

        return (networks, ends);
    }

    public static NetworkFacts Of(params CurvePoint[] curve) => new(Space.Smallest) { Curve = curve };

    public static double[] Means(this IEnumerable<Prediction> predictions) => [.. predictions.Select(prediction => prediction.Mean)];
}
