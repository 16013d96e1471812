using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;

namespace Espalier.Strategies.Candidates;

/// <summary>
/// What one search gives under several bounds of parameters: the rungs of a ladder between the smallest and the largest network that
/// exchanges of operations lead to. E2RNAS searches once for each bound; here one relaxation is derived from for each.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="limits">The run's, which every rung keeps. Latency is not looked at.</param>
/// <param name="cost">What a network costs; its MACs where they are limited.</param>
public sealed class BoundLadder(IRelaxedSpace space, NetworkLimits limits, Func<Genotype, NetworkCost> cost)
{
    private readonly NetworkLimits counted = limits.WithoutLatency();

    /// <summary>
    /// The networks nearest to the one derived whose parameters are at most (below its own) or at least (above) those of a rung. A rung
    /// that nothing keeps is left out; two may give the same network.
    /// </summary>
    /// <param name="derived">What the search came to.</param>
    /// <param name="mixture">What it was derived from: [edges, operations] per cell kind.</param>
    /// <param name="rungs">How many rungs, at equal steps, without the ends.</param>
    public IEnumerable<Genotype> Of(Genotype derived, IReadOnlyList<double[,]> mixture, int rungs)
    {
        var own = cost(derived).Parameters;
        var (least, most) = Reach(derived, own);
        for (var rung = 1; rung <= rungs; rung++)
        {
            var target = least + (long)Math.Round((most - least) * (double)rung / (rungs + 1));
            var bounds = target < own ? counted with { MaxParams = target } : counted with { MinParams = target };
            if (new LimitedDerivation(space, bounds, cost).Nearest(derived, mixture) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>
    /// Parameters add up over edges: those of the smallest and the largest network on the same edges, within the limits; of all networks where
    /// choices hang together.
    /// </summary>
    private (long Least, long Most) Reach(Genotype derived, long own)
    {
        if (space is IPathSpace joined)
        {
            return Within(cost(joined.Smallest).Parameters, cost(joined.Largest).Parameters);
        }

        var paths = CellPaths.Of(space, derived);
        var (least, most) = (own, own);
        foreach (var path in paths)
        {
            for (var place = 0; place < path.Length; place++)
            {
                var kept = path[place];
                var changes = space.Derivable.Select(operation =>
                {
                    path[place].Operation = operation;
                    return cost(CellPaths.Genotype(space, paths)).Parameters - own;
                }).ToArray();
                path[place] = kept;
                (least, most) = (least + changes.Min(), most + changes.Max());
            }
        }

        return Within(least, most);

        (long, long) Within(long low, long high) => (Math.Max(low, counted.MinParams ?? low), Math.Min(high, counted.MaxParams ?? high));
    }
}
