namespace Espalier.Fronts;

/// <summary>
/// The front of networks over clean, robust and corrupted accuracy, confidence on other data, parameters, MACs and latency. An objective counts
/// where it is known of every network: what was measured of some decides nothing.
/// </summary>
public static class NetworkFront
{
    /// <summary>The networks that no other is better than, in their order.</summary>
    /// <typeparam name="T">What stands for a network.</typeparam>
    /// <param name="networks">All that can be compared: judged alike.</param>
    /// <param name="point">Where one stands.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> networks, Func<T, FrontPoint> point)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var costs = Costs([.. networks.Select(point)]);
        return [.. ParetoFront.Of([.. Enumerable.Range(0, networks.Count)], i => costs[i]).Select(i => networks[i])];
    }

    /// <summary>
    /// Some networks spread over the front: the first one given, then always the one farthest from those chosen, each objective's range
    /// counting alike. Ties go to the earlier.
    /// </summary>
    /// <typeparam name="T">What stands for a network.</typeparam>
    /// <param name="first">Is chosen in any case; it need not be on the front.</param>
    /// <param name="front">What <see cref="Of"/> gave.</param>
    /// <param name="count">How many in all, at least 1; fewer are chosen where there are no more.</param>
    /// <param name="point">Where one stands.</param>
    public static IReadOnlyList<T> Spread<T>(T first, IReadOnlyList<T> front, int count, Func<T, FrontPoint> point)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(front);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        T[] all = [first, .. front.Where(network => !Equals(network, first))];
        var places = Scaled(Costs([.. all.Select(point)]));
        var (chosen, left) = (new List<int> { 0 }, Enumerable.Range(1, all.Length - 1).ToList());
        while (chosen.Count < count && left.Count > 0)
        {
            var next = left.MaxBy(i => chosen.Min(other => Distance(places[i], places[other])));
            left.Remove(next);
            chosen.Add(next);
        }

        return [.. chosen.Select(i => all[i])];
    }

    /// <summary>What is to be minimised of each, as far as it is known of all.</summary>
    private static double[][] Costs(FrontPoint[] points)
    {
        var costs = Array.ConvertAll(points, point => point.Costs());
        var known = Enumerable.Range(0, costs.FirstOrDefault()?.Length ?? 0).Where(i => costs.All(cost => !double.IsNaN(cost[i]))).ToArray();
        return Array.ConvertAll(costs, cost => Array.ConvertAll(known, i => cost[i]));
    }

    /// <summary>Each objective from 0 (its best) to 1 (its worst); 0 where all are alike.</summary>
    private static double[][] Scaled(double[][] costs)
    {
        var ranges = Enumerable.Range(0, costs[0].Length)
            .Select(i => (Least: costs.Min(cost => cost[i]), Most: costs.Max(cost => cost[i])))
            .ToArray();
        return Array.ConvertAll(costs, cost => cost.Select((value, i) =>
            ranges[i].Most > ranges[i].Least ? (value - ranges[i].Least) / (ranges[i].Most - ranges[i].Least) : 0).ToArray());
    }

    private static double Distance(double[] one, double[] other) => one.Zip(other, (a, b) => (a - b) * (a - b)).Sum();
}
