namespace Espalier.Spaces;

/// <summary>A genotype of a cell space as the edges it keeps, and back.</summary>
public static class CellPaths
{
    /// <summary>What a genotype keeps: per cell kind, its edges and operations as (row, column) of a relaxation.</summary>
    public static (int Edge, int Operation)[][] Of(IRelaxedSpace space, Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(space);
        return [.. space.CellKinds.Select((_, kind) => space.Path(genotype, kind).ToArray())];
    }

    /// <summary>The genotype that a relaxation with all its weight on these edges and operations stands for.</summary>
    /// <param name="space">The space.</param>
    /// <param name="paths">Per cell kind. What the space's derivation cannot keep is lost: ask <see cref="Of"/> where that matters.</param>
    public static Genotype Genotype(IRelaxedSpace space, (int Edge, int Operation)[][] paths)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(paths);
        return space.Derive(Array.ConvertAll(paths, path =>
        {
            var rows = new double[space.Edges.Count, space.Operations.Count];
            foreach (var (edge, operation) in path)
            {
                rows[edge, operation] = 1;
            }

            return rows;
        }));
    }
}
