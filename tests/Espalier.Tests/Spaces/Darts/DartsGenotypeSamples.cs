using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

/// <summary>Random legal genotypes for property tests: 1 to 6 nodes per cell, edges in any order, any non-empty concatenation.</summary>
internal static class DartsGenotypeSamples
{
    internal static DartsGenotype Next(SeededRandom random)
    {
        var (normal, reduce) = (random.Next(1, 7), random.Next(1, 7));
        return new(Edges(random, normal), Concat(random, normal), Edges(random, reduce), Concat(random, reduce));
    }

    private static List<(string Operation, int Input)> Edges(SeededRandom random, int nodes)
    {
        var edges = new List<(string Operation, int Input)>();
        for (var node = 0; node < nodes; node++)
        {
            var first = random.Next(node + 2);
            var second = (first + 1 + random.Next(node + 1)) % (node + 2);
            edges.Add((DartsOperations.All[random.Next(8)], first));
            edges.Add((DartsOperations.All[random.Next(8)], second));
        }

        return edges;
    }

    private static List<int> Concat(SeededRandom random, int nodes)
    {
        var kept = Enumerable.Range(2, nodes).Where(_ => random.Next(4) > 0).ToList();
        if (kept.Count == 0)
        {
            kept.Add(2 + random.Next(nodes));
        }

        kept.Reverse();
        return kept;
    }
}
