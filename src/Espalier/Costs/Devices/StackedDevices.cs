using Espalier.Catalog;

namespace Espalier.Costs.Devices;

/// <summary>
/// A network takes on a new device a weighted sum of what it takes on the known ones; weights of at least 0 by ridge regression on the
/// reference networks. What anything cleverer must beat.
/// </summary>
/// <remarks>
/// Every device's references are brought to mean 0 and deviation 1 first, so that the penalty knows no units. Solved coordinate by
/// coordinate, which for a few devices is exact after some hundred rounds.
/// </remarks>
[Method(
    "stacked-devices",
    Paper = "Stacked Regressions, Machine Learning 24, 1996",
    Year = 1996,
    Summary = "a weighted sum of what the network takes on known devices; weights of at least 0 by ridge regression")]
public sealed class StackedDevices(LatencyContext context, StackedDevicesOptions options) : KnownDevices(context)
{
    private const int Rounds = 2000;
    private const double Still = 1e-12;

    private protected override (double Fixed, double[] Weights) Weigh(double[] wanted, double[][] embeddings)
    {
        var target = Standard(wanted);
        var inputs = Array.ConvertAll(embeddings, Standard);
        var weights = new double[inputs.Length];
        double[] left = [.. target.Values];
        var penalty = options.Ridge * wanted.Length;
        for (var (round, moved) = (0, double.PositiveInfinity); round < Rounds && moved > Still; round++)
        {
            moved = 0;
            for (var device = 0; device < weights.Length; device++)
            {
                var values = inputs[device].Values;
                var (along, square) = (0.0, 0.0);
                for (var i = 0; i < values.Length; i++)
                {
                    along += values[i] * (left[i] + (weights[device] * values[i]));
                    square += values[i] * values[i];
                }

                var better = Math.Max(0, along / (square + penalty));
                for (var i = 0; i < values.Length; i++)
                {
                    left[i] += (weights[device] - better) * values[i];
                }

                moved = Math.Max(moved, Math.Abs(weights[device] - better));
                weights[device] = better;
            }
        }

        for (var device = 0; device < weights.Length; device++)
        {
            weights[device] *= target.Deviation / inputs[device].Deviation;
        }

        return (target.Mean - weights.Zip(inputs, (weight, input) => weight * input.Mean).Sum(), weights);
    }

    private static (double Mean, double Deviation, double[] Values) Standard(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation, Array.ConvertAll(values, value => (value - mean) / deviation));
    }
}

/// <summary>The settings of <see cref="StackedDevices"/>.</summary>
public sealed record StackedDevicesOptions
{
    /// <summary>The penalty on squared weights for each reference network, at least 0. Default 0.01.</summary>
    public double Ridge { get; init => field = OptionRange.NotNegative(value); } = 0.01;
}
