using System.Runtime.CompilerServices;

namespace Espalier.Spaces;

/// <summary>
/// The genotypes of a cell space as independent choices: for each node that has more edges than it keeps, which of them; then an operation
/// for each edge kept, in the order of edges.
/// </summary>
internal sealed class CellChoices
{
    private static readonly ConditionalWeakTable<ICellSpace, CellChoices> Known = [];
    private readonly ICellSpace space;
    private readonly Node[] nodes;

    private CellChoices(ICellSpace space)
    {
        this.space = space;
        nodes = [.. space.Edges.Index().GroupBy(edge => edge.Item.Node, edge => edge.Index).OrderBy(edges => edges.Key)
            .Select(edges => new Node([.. Subsets([.. edges], Math.Min(space.EdgesPerNode, edges.Count()))]))];
        Counts = [.. space.CellKinds.SelectMany(_ => nodes.SelectMany(CountsOf))];
    }

    /// <summary>The choices of a space, made once.</summary>
    internal static CellChoices Of(ICellSpace space) => Known.GetValue(space, own => new CellChoices(own));

    /// <summary>How many values each has.</summary>
    internal IReadOnlyList<int> Counts { get; }

    /// <summary>What a genotype chooses.</summary>
    internal int[] Encode(Genotype genotype)
    {
        var values = new List<int>();
        for (var kind = 0; kind < space.CellKinds.Count; kind++)
        {
            var path = space.Path(genotype, kind).ToDictionary(place => place.Edge, place => place.Operation);
            foreach (var node in nodes)
            {
                var chosen = Array.FindIndex(node.Subsets, edges => Array.TrueForAll(edges, path.ContainsKey));
                if (node.Subsets.Length > 1)
                {
                    values.Add(chosen);
                }

                values.AddRange(node.Subsets[chosen].Select(edge => IndexOf(path[edge])));
            }
        }

        return [.. values];
    }

    /// <summary>The genotype that chooses them.</summary>
    internal Genotype Decode(IReadOnlyList<int> values)
    {
        var next = 0;
        var paths = new (int Edge, int Operation)[space.CellKinds.Count][];
        for (var kind = 0; kind < paths.Length; kind++)
        {
            paths[kind] = [.. nodes.SelectMany(node =>
            {
                var edges = node.Subsets[node.Subsets.Length > 1 ? values[next++] : 0];
                return Array.ConvertAll(edges, edge => (edge, space.Derivable[values[next++]]));
            })];
        }

        return CellPaths.Genotype(space, paths);
    }

    private IEnumerable<int> CountsOf(Node node) =>
        Enumerable.Repeat(space.Derivable.Count, node.Subsets[0].Length).Prepend(node.Subsets.Length).Skip(node.Subsets.Length > 1 ? 0 : 1);

    private int IndexOf(int operation) => space.Derivable.Index().First(pair => pair.Item == operation).Index;

    private static IEnumerable<int[]> Subsets(int[] from, int count) => count == 0
        ? [[]]
        : from.Length < count ? [] : Subsets(from[1..], count - 1).Select(rest => (int[])[from[0], .. rest]).Concat(Subsets(from[1..], count));

    private sealed record Node(int[][] Subsets);
}
