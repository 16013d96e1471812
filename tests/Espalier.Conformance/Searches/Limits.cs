using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>
/// Whether what a search came to can be brought within limits that it is outside of. A run does so by the mixture that the strategy says the
/// genotype is derived from; one that is not the genotype's leads elsewhere. Parameters alone: <see cref="LimitedRuns"/> are limited in MACs, too.
/// </summary>
internal static class Limits
{
    private const int Draws = 6;
    private const double Rounding = 1e-5;
    private static readonly Dictionary<(string Space, string Genotype), NetworkCost> Known = [];

    public static IEnumerable<string> Faults(IRelaxedSpace space, GradientRun run)
    {
        if (OfMixture(space, run) is { } fault)
        {
            return [fault];
        }

        var own = Cost(space, run.Genotype);
        return Outside(space, own)
            .SelectMany(limits => OfDerivation(space, run, limits))
            .ToArray();
    }

    private static string? OfMixture(IRelaxedSpace space, GradientRun run) =>
        run.Mixture.Count != space.CellKinds.Count
            || run.Mixture.Any(rows => rows.GetLength(0) != space.Edges.Count || rows.GetLength(1) != space.Operations.Count)
            ? "the mixture is not one of [edges, operations] per cell kind"
            : run.Mixture.Any(rows => rows.Cast<double>().Any(weight => weight is not (>= 0 and <= 1 + Rounding)))
                ? "the mixture has weights outside 0 to 1"
                : !space.Derive(run.Mixture).Equals(run.Genotype)
                    ? "the genotype is not that of the mixture"
                    : null;

    /// <summary>Limits halfway between a network's cost and the extremes.</summary>
    private static IEnumerable<NetworkLimits> Outside(IRelaxedSpace space, NetworkCost own)
    {
        var (fewest, most) = Extremes(space);
        if (own.Parameters > fewest.Parameters)
        {
            yield return new NetworkLimits { MaxParams = (own.Parameters + fewest.Parameters) / 2 };
        }

        if (own.Parameters < most.Parameters)
        {
            yield return new NetworkLimits { MinParams = (own.Parameters + most.Parameters) / 2 };
        }

    }

    private static IEnumerable<string> OfDerivation(IRelaxedSpace space, GradientRun run, NetworkLimits limits)
    {
        var nearest = new LimitedDerivation(space, limits, genotype => Cost(space, genotype)).Nearest(run.Genotype, run.Mixture);
        return nearest is null ? [$"nothing near {run.Genotype} is found that keeps {limits}"]
            : limits.Excess(Cost(space, nearest)) > 0 ? [$"{nearest} is outside {limits}"]
            : Legality.Faults(space, nearest);
    }

    private static (NetworkCost Fewest, NetworkCost Most) Extremes(IRelaxedSpace space)
    {
        if (space is IPricedSpace priced)
        {
            var prices = priced.Price(TinyProblem.Settings);
            return (prices.Fewest, prices.Most);
        }

        var random = new SeededRandom(1);
        var costs = Enumerable.Range(0, Draws).Select(_ => Cost(space, space.Sample(random))).ToArray();
        return (costs.MinBy(cost => cost.Parameters), costs.MaxBy(cost => cost.Parameters));
    }

    private static NetworkCost Cost(IRelaxedSpace space, Genotype genotype)
    {
        if (!Known.TryGetValue((space.Name, genotype.Text), out var cost))
        {
            using var network = space.Build(genotype, TinyProblem.Settings);
            Known[(space.Name, genotype.Text)] = cost = new NetworkCost(NetworkCost.ParametersOf(network), 0);
        }

        return cost;
    }
}
