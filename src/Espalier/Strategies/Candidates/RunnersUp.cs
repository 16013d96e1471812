using Espalier.Spaces;

namespace Espalier.Strategies.Candidates;

/// <summary>
/// The networks one choice away from the one derived: an edge takes another operation, or a node another input with that edge's strongest
/// operation; where choices hang together, what the space calls neighbours. First come those that give up least log-probability.
/// </summary>
/// <param name="space">The space.</param>
public sealed class RunnersUp(IRelaxedSpace space)
{
    /// <summary>All of them, each once, in order; ties in the order of cells, edges and operations.</summary>
    /// <param name="derived">What the search came to.</param>
    /// <param name="mixture">What it was derived from: [edges, operations] per cell kind.</param>
    public IEnumerable<Genotype> Of(Genotype derived, IReadOnlyList<double[,]> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        if (space is IPathSpace joined)
        {
            return ChoiceMoves.Neighbours(joined, derived).OrderBy(next => NeighbourWalk.Loss(space, mixture, derived, next));
        }

        var paths = CellPaths.Of(space, derived);
        return Exchanges(paths, mixture)
            .OrderBy(exchange => exchange.Loss)
            .Select(exchange => Exchanged(paths, exchange))
            .OfType<Genotype>();
    }

    private IEnumerable<Exchange> Exchanges((int Edge, int Operation)[][] paths, IReadOnlyList<double[,]> mixture) =>
        from kind in Enumerable.Range(0, paths.Length)
        from place in Enumerable.Range(0, paths[kind].Length)
        let kept = paths[kind][place]
        from next in Operations(kept).Concat(Inputs(paths[kind], kept.Edge, mixture[kind]))
        select new Exchange(kind, place, next, Log(mixture[kind], kept) - Log(mixture[kind], next));

    private IEnumerable<(int Edge, int Operation)> Operations((int Edge, int Operation) kept) =>
        space.Derivable.Where(operation => operation != kept.Operation).Select(operation => (kept.Edge, operation));

    /// <summary>The edges into the same node that are not kept, each with its strongest operation.</summary>
    private IEnumerable<(int Edge, int Operation)> Inputs((int Edge, int Operation)[] path, int of, double[,] mixture) =>
        from edge in Enumerable.Range(0, space.Edges.Count)
        where space.Edges[edge].Node == space.Edges[of].Node && !Array.Exists(path, kept => kept.Edge == edge)
        select (edge, space.Derivable.MaxBy(operation => mixture[edge, operation]));

    /// <summary>Null where the space's derivation would not keep what was put there.</summary>
    private Genotype? Exchanged((int Edge, int Operation)[][] paths, Exchange exchange)
    {
        var changed = Array.ConvertAll(paths, path => path.ToArray());
        changed[exchange.Kind][exchange.Place] = exchange.Next;
        var genotype = CellPaths.Genotype(space, changed);
        return space.Path(genotype, exchange.Kind).ToHashSet().SetEquals(changed[exchange.Kind]) ? genotype : null;
    }

    private static double Log(double[,] mixture, (int Edge, int Operation) choice) =>
        LogProbability.Of(mixture[choice.Edge, choice.Operation]);

    private readonly record struct Exchange(int Kind, int Place, (int Edge, int Operation) Next, double Loss);
}
