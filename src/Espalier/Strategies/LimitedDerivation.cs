using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>
/// A genotype near the one derived that keeps limits: operations of kept edges are exchanged, always where the limits' excess falls most
/// per log-probability given up, until nothing is outside. The published rule knows no limits; this is ours.
/// </summary>
/// <remarks>
/// A greedy walk: it ends within the limits wherever single exchanges lead there, which in a space with free and costly operations is
/// everywhere between the smallest and the largest network of the kept edges.
/// </remarks>
public sealed class LimitedDerivation(ICellSpace space, NetworkLimits limits, Func<Genotype, NetworkCost> cost)
{
    private const double LeastProbability = 1e-12;

    /// <summary>The genotype, or null where no single exchange reduces the excess any further.</summary>
    /// <param name="start">The one derived.</param>
    /// <param name="mixture">What it was derived from: [edges, operations] per cell kind.</param>
    public Genotype? Nearest(Genotype start, IReadOnlyList<double[,]> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        var paths = space.CellKinds.Select((_, kind) => space.Path(start, kind).ToArray()).ToArray();
        var present = cost(start);
        var prices = Prices(paths, present);
        while (limits.Excess(present) is var excess and > 0)
        {
            var best = Exchanges(paths)
                .Select(exchange => (Exchange: exchange, Cost: After(present, prices, paths, exchange)))
                .Select(option => (
                    option.Exchange,
                    option.Cost,
                    Gain: excess - limits.Excess(option.Cost),
                    Loss: Loss(mixture, paths, option.Exchange)))
                .Where(option => option.Gain > 0)
                .OrderByDescending(option => option.Gain / Math.Max(option.Loss, 1e-6))
                .FirstOrDefault();
            if (best.Gain == 0)
            {
                return null;
            }

            var (kind, place, operation) = best.Exchange;
            paths[kind][place].Operation = operation;
            present = best.Cost;
        }

        return Genotype(paths);
    }

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
            prices[(kind, place, operation)] = new NetworkCost(after.Parameters - present.Parameters, after.Macs - present.Macs);
            prices[(kind, place, before)] = default;
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
        return new NetworkCost(present.Parameters + next.Parameters - old.Parameters, present.Macs + next.Macs - old.Macs);
    }

    private static double Loss(
        IReadOnlyList<double[,]> mixture, (int Edge, int Operation)[][] paths, (int Kind, int Place, int Operation) exchange)
    {
        var (edge, operation) = paths[exchange.Kind][exchange.Place];
        return Log(mixture[exchange.Kind][edge, operation]) - Log(mixture[exchange.Kind][edge, exchange.Operation]);

        static double Log(double probability) => Math.Log(Math.Max(probability, LeastProbability));
    }

    private IEnumerable<(int Kind, int Place, int Operation)> Exchanges((int Edge, int Operation)[][] paths) =>
        from kind in Enumerable.Range(0, paths.Length)
        from place in Enumerable.Range(0, paths[kind].Length)
        from operation in space.Derivable
        where operation != paths[kind][place].Operation
        select (kind, place, operation);

    private Genotype Genotype((int Edge, int Operation)[][] paths) => space.Derive(Array.ConvertAll(paths, path =>
    {
        var rows = new double[space.Edges.Count, space.Operations.Count];
        foreach (var (edge, operation) in path)
        {
            rows[edge, operation] = 1;
        }

        return rows;
    }));
}
