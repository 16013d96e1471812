using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>
/// A genotype near the one derived that keeps limits: operations of kept edges are exchanged, always where the limits' excess falls most
/// per log-probability given up, until nothing is outside. The published rule knows no limits; this is ours.
/// </summary>
/// <remarks>
/// <para>
/// A greedy walk: it ends within the limits wherever single exchanges lead there, which in a space with free and costly operations is
/// everywhere between the smallest and the largest network of the kept edges. Where several limits pull against each other, as many
/// parameters and few MACs do, no single exchange may bring it nearer; two at once are then tried.
/// </para>
/// <para>
/// Counts add up over edges; measured times do so roughly. Where latency is bounded, the network that the walk comes to is therefore
/// measured as a whole, and while that breaks the limits the walk goes on from what was measured. Each such walk ends at a lower sum of
/// prices than the one before, so none comes back to a network that was found too slow; and there are at most as many walks as prices.
/// </para>
/// <para>
/// Where no price promises more, because small ones drown in the noise, exchanges are priced again from the network that was reached, as
/// long as that brings the excess down; four times in all.
/// </para>
/// <para>Where choices hang together no operation can be exchanged alone; there a <see cref="NeighbourWalk"/> goes from path to path.</para>
/// </remarks>
public sealed class LimitedDerivation(IRelaxedSpace space, NetworkLimits limits, Func<Genotype, NetworkCost> cost)
{
    private const int MostPricings = 4;

    /// <summary>
    /// The genotype, whose own cost is within the limits, or null where no exchange, nor any two, reduce the excess any further.
    /// </summary>
    /// <param name="start">The one derived.</param>
    /// <param name="mixture">What it was derived from: [edges, operations] per cell kind.</param>
    public Genotype? Nearest(Genotype start, IReadOnlyList<double[,]> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        if (space is IPathSpace wired)
        {
            return new NeighbourWalk(wired, limits, cost).Nearest(start, mixture);
        }

        var paths = CellPaths.Of(space, start);
        var present = cost(start);
        var pricings = present.LatencyMilliseconds is null ? 1 : MostPricings;
        for (var before = double.PositiveInfinity; limits.Excess(present) is var excess and > 0; before = excess)
        {
            if (excess >= before || pricings-- == 0)
            {
                return null;
            }

            present = Approach(paths, present, mixture);
        }

        return Genotype(paths);
    }

    /// <summary>Walks until the cost, measured where it has a latency, is within the limits or no price promises more.</summary>
    private NetworkCost Approach((int Edge, int Operation)[][] paths, NetworkCost present, IReadOnlyList<double[,]> mixture)
    {
        var prices = Prices(paths, present);
        var stuck = false;
        for (var walks = prices.Count; walks > 0 && !stuck && limits.Excess(present) > 0; walks--)
        {
            var reached = Walk(paths, present, prices, mixture);
            stuck = limits.Excess(reached) > 0;
            present = reached.LatencyMilliseconds is null ? reached : cost(Genotype(paths));
        }

        return present;
    }

    /// <summary>Exchanges operations until the sum of prices is within the limits or no exchange brings it nearer.</summary>
    private NetworkCost Walk(
        (int Edge, int Operation)[][] paths,
        NetworkCost present,
        Dictionary<(int Kind, int Place, int Operation), NetworkCost> prices,
        IReadOnlyList<double[,]> mixture)
    {
        while (limits.Excess(present) is var excess and > 0)
        {
            var steps = Exchanges(paths)
                .Select(exchange => new Step([exchange], After(present, prices, paths, exchange), Loss(mixture, paths, exchange)))
                .ToArray();
            if ((Best(steps, excess) ?? Best(Pairs(steps, prices, paths), excess)) is not { } best)
            {
                break;
            }

            foreach (var (kind, place, operation) in best.Exchanges)
            {
                paths[kind][place].Operation = operation;
            }

            present = best.Cost;
        }

        return present;
    }

    /// <summary>The step by which the excess falls most per log-probability given up; null where none makes it fall.</summary>
    private Step? Best(IEnumerable<Step> steps, double excess) => steps
        .Select(step => (Step: step, Gain: excess - limits.Excess(step.Cost)))
        .Where(option => option.Gain > 0)
        .OrderByDescending(option => option.Gain / Math.Max(option.Step.Loss, 1e-6))
        .Select(option => option.Step)
        .FirstOrDefault();

    /// <summary>Two exchanges at different places: what one spends of a limit, the other may save.</summary>
    private static IEnumerable<Step> Pairs(
        Step[] steps, Dictionary<(int Kind, int Place, int Operation), NetworkCost> prices, (int Edge, int Operation)[][] paths) =>
        from first in Enumerable.Range(0, steps.Length)
        from second in Enumerable.Range(first + 1, steps.Length - first - 1)
        let one = steps[first]
        let other = steps[second]
        where one.Exchanges[0] is var (kind, place, _) && (kind, place) != (other.Exchanges[0].Kind, other.Exchanges[0].Place)
        select new Step([one.Exchanges[0], other.Exchanges[0]], After(one.Cost, prices, paths, other.Exchanges[0]), one.Loss + other.Loss);

    /// <summary>Costs add up over a network's edges, so one look at each exchange prices every combination.</summary>
    private Dictionary<(int Kind, int Place, int Operation), NetworkCost> Prices((int Edge, int Operation)[][] paths, NetworkCost present)
    {
        var prices = new Dictionary<(int, int, int), NetworkCost>();
        foreach (var (kind, place, operation) in Exchanges(paths).ToArray())
        {
            var before = paths[kind][place].Operation;
            paths[kind][place].Operation = operation;
            var after = cost(Genotype(paths));
            paths[kind][place].Operation = before;
            prices[(kind, place, operation)] = new NetworkCost(
                after.Parameters - present.Parameters, after.Macs - present.Macs, after.LatencyMilliseconds - present.LatencyMilliseconds);
            prices[(kind, place, before)] = new NetworkCost(0, 0, present.LatencyMilliseconds is null ? null : 0);
        }

        return prices;
    }

    private static NetworkCost After(
        NetworkCost present,
        Dictionary<(int Kind, int Place, int Operation), NetworkCost> prices,
        (int Edge, int Operation)[][] paths,
        (int Kind, int Place, int Operation) exchange)
    {
        var (old, next) = (prices[(exchange.Kind, exchange.Place, paths[exchange.Kind][exchange.Place].Operation)], prices[exchange]);
        return new NetworkCost(
            present.Parameters + next.Parameters - old.Parameters,
            present.Macs + next.Macs - old.Macs,

            // The difference first: between equal prices it is exactly 0, and no exchange seems to gain what rounding gave.
            present.LatencyMilliseconds + (next.LatencyMilliseconds - old.LatencyMilliseconds));
    }

    private static double Loss(
        IReadOnlyList<double[,]> mixture, (int Edge, int Operation)[][] paths, (int Kind, int Place, int Operation) exchange)
    {
        var (edge, operation) = paths[exchange.Kind][exchange.Place];
        return LogProbability.Of(mixture[exchange.Kind][edge, operation]) - LogProbability.Of(mixture[exchange.Kind][edge, exchange.Operation]);
    }

    private IEnumerable<(int Kind, int Place, int Operation)> Exchanges((int Edge, int Operation)[][] paths) =>
        from kind in Enumerable.Range(0, paths.Length)
        from place in Enumerable.Range(0, paths[kind].Length)
        from operation in space.Derivable
        where operation != paths[kind][place].Operation
        select (kind, place, operation);

    private Genotype Genotype((int Edge, int Operation)[][] paths) => CellPaths.Genotype(space, paths);

    /// <summary>Exchanges made at once, the cost after them, and the log-probability that they give up.</summary>
    private sealed record Step((int Kind, int Place, int Operation)[] Exchanges, NetworkCost Cost, double Loss);
}
