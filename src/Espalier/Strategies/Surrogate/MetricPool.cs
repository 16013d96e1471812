using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>How metrics of different units are brought together.</summary>
public enum MetricScale
{
    /// <summary>From 0 at the pool's lowest value to 1 at its highest, as published; a single large value presses all others together.</summary>
    MinMax,

    /// <summary>From 0 to 1 by rank; equal values share the middle of theirs.</summary>
    Rank,
}

/// <summary>Networks with their training-free metrics, each scaled from 0 to 1 over the pool.</summary>
internal sealed class MetricPool
{
    private readonly double[][] columns;
    private readonly Dictionary<Genotype, int> places;

    private MetricPool(IReadOnlyList<Genotype> networks, double[][] columns)
    {
        (Networks, this.columns) = (networks, columns);
        places = networks.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    }

    /// <summary>The networks.</summary>
    internal IReadOnlyList<Genotype> Networks { get; }

    /// <summary>How many metrics each has.</summary>
    internal int Metrics => columns.Length;

    /// <summary>Networks and their metrics.</summary>
    /// <param name="metrics">Where the metrics come from.</param>
    /// <param name="names">Which.</param>
    /// <param name="networks">The networks, at least one.</param>
    /// <param name="scale">How they are scaled. What has no number counts nothing: it is at 0.</param>
    internal static MetricPool Of(INetworkMetrics metrics, IReadOnlyList<string> names, IReadOnlyList<Genotype> networks, MetricScale scale)
    {
        var rows = metrics.Of(names, networks);
        return new(
            networks,
            [.. names.Select((_, metric) => Scaled([.. rows.Select(row => row[metric])], scale))]);
    }

    /// <summary>A network's place in the pool, from 0; -1 where it is not there.</summary>
    internal int PlaceOf(Genotype network) => places.GetValueOrDefault(network, -1);

    /// <summary>Places of the networks, the best first, where each is worth its metrics times weights; of equals the first in the pool is before.</summary>
    internal int[] Ranking(IReadOnlyList<double> weights) => [.. Enumerable.Range(0, Networks.Count).OrderByDescending(place => Worth(place, weights))];

    /// <summary>The first of <see cref="Ranking"/>.</summary>
    internal int Best(IReadOnlyList<double> weights) => Enumerable.Range(0, Networks.Count).MaxBy(place => Worth(place, weights));

    internal static double[] Scaled(double?[] values, MetricScale scale)
    {
        double[] finite = [.. values.OfType<double>().Where(double.IsFinite).Order()];
        if (finite.Length < 2 || finite[0] == finite[^1])
        {
            return new double[values.Length];
        }

        return Array.ConvertAll(values, value => value is not { } number || !double.IsFinite(number) ? 0
            : scale == MetricScale.MinMax ? (number - finite[0]) / (finite[^1] - finite[0])
            : Place(finite, number) / (finite.Length - 1));
    }

    private double Worth(int place, IReadOnlyList<double> weights)
    {
        var sum = 0.0;
        for (var metric = 0; metric < columns.Length; metric++)
        {
            sum += weights[metric] * columns[metric][place];
        }

        return sum;
    }

    /// <summary>The middle of the places, from 0, that a value shares among sorted ones.</summary>
    private static double Place(double[] sorted, double value)
    {
        var first = Array.BinarySearch(sorted, value);
        var last = first;
        while (first > 0 && sorted[first - 1] == value)
        {
            first--;
        }

        while (last + 1 < sorted.Length && sorted[last + 1] == value)
        {
            last++;
        }

        return (first + last) / 2.0;
    }
}
