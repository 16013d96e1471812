using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>
/// Where choices hang together, a genotype near the one derived that keeps limits: one decision after the other is taken anew, always that by
/// which the limits' excess falls most per log-probability given up. Each neighbour is priced as a whole.
/// </summary>
internal sealed class NeighbourWalk(IPathSpace space, NetworkLimits limits, Func<Genotype, NetworkCost> cost)
{
    /// <summary>The genotype, or null where no decision reduces the excess any further.</summary>
    internal Genotype? Nearest(Genotype start, IReadOnlyList<double[,]> mixture)
    {
        var present = start;
        for (var excess = limits.Excess(cost(start)); excess > 0;)
        {
            var best = ChoiceMoves.Neighbours(space, present)
                .Select(next => (Next: next, Excess: limits.Excess(cost(next))))
                .Where(option => option.Excess < excess)
                .OrderByDescending(option => (excess - option.Excess) / Math.Max(Loss(space, mixture, present, option.Next), 1e-6))
                .FirstOrDefault();
            if (best.Next is null)
            {
                return null;
            }

            (present, excess) = best;
        }

        return present;
    }

    /// <summary>How much log-probability another path gives up.</summary>
    internal static double Loss(IRelaxedSpace space, IReadOnlyList<double[,]> mixture, Genotype from, Genotype to) =>
        Enumerable.Range(0, space.CellKinds.Count).Sum(kind => Log(space, mixture, from, kind) - Log(space, mixture, to, kind));

    private static double Log(IRelaxedSpace space, IReadOnlyList<double[,]> mixture, Genotype genotype, int kind) =>
        space.Path(genotype, kind).Sum(choice => LogProbability.Of(mixture[kind][choice.Edge, choice.Operation]));
}
