namespace Espalier.Fronts;

/// <summary>The order that NSGA-II selects by (Deb, Pratap, Agarwal and Meyarivan 2002, sections III.A and III.B).</summary>
public static class NonDominatedSort
{
    /// <summary>The rank of each item: 0 where none dominates it, 1 where only items of rank 0 do, and so on.</summary>
    /// <param name="objectives">Each item's, all to be small; NaN counts as the largest value.</param>
    public static int[] Ranks(IReadOnlyList<double[]> objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        double[][] values = [.. objectives.Select(item => Array.ConvertAll(item, value => double.IsNaN(value) ? double.PositiveInfinity : value))];
        var dominators = new int[values.Length];
        var dominated = Array.ConvertAll(values, _ => new List<int>());
        for (var one = 0; one < values.Length; one++)
        {
            for (var other = 0; other < values.Length; other++)
            {
                if (ParetoFront.Dominates(values[one], values[other]))
                {
                    dominated[one].Add(other);
                    dominators[other]++;
                }
            }
        }

        var ranks = new int[values.Length];
        var front = Enumerable.Range(0, values.Length).Where(item => dominators[item] == 0).ToList();
        for (var rank = 0; front.Count > 0; rank++)
        {
            var next = new List<int>();
            foreach (var item in front)
            {
                ranks[item] = rank;
                next.AddRange(dominated[item].Where(worse => --dominators[worse] == 0));
            }

            front = next;
        }

        return ranks;
    }

    /// <summary>
    /// The crowding distance of each item of one rank: over all objectives, how far apart its two neighbours are, by how far apart the first
    /// and the last are; infinite at the ends.
    /// </summary>
    /// <param name="objectives">Each item's.</param>
    public static double[] Crowding(IReadOnlyList<double[]> objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        var distances = new double[objectives.Count];
        for (var objective = 0; objectives.Count > 0 && objective < objectives[0].Length; objective++)
        {
            int[] order = [.. Enumerable.Range(0, objectives.Count).OrderBy(item => objectives[item][objective])];
            var range = objectives[order[^1]][objective] - objectives[order[0]][objective];
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (var place = 1; range > 0 && double.IsFinite(range) && place < order.Length - 1; place++)
            {
                distances[order[place]] += (objectives[order[place + 1]][objective] - objectives[order[place - 1]][objective]) / range;
            }
        }

        return distances;
    }
}
