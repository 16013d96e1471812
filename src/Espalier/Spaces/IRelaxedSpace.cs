namespace Espalier.Spaces;

/// <summary>
/// A space that has a relaxation: per kind of part, a row for each edge and a column for each operation. Interfaces that derive from this say
/// what networks are made of, and so which supernet fits; all that strategies need of a space is here.
/// </summary>
public interface IRelaxedSpace : ISearchSpace
{
    /// <summary>The kinds of part that are searched, each with one relaxation shared by all parts of the kind.</summary>
    IReadOnlyList<string> CellKinds { get; }

    /// <summary>The choices of an edge, in the order of the columns of a relaxation.</summary>
    IReadOnlyList<string> Operations { get; }

    /// <summary>The columns that a genotype may choose; the others exist in the relaxation only.</summary>
    IReadOnlyList<int> Derivable { get; }

    /// <summary>
    /// The edges of a part, in the order of the rows of a relaxation: the node an edge ends in and its source, an input of the part or a
    /// node.
    /// </summary>
    IReadOnlyList<CellEdge> Edges { get; }

    /// <summary>How many edges into a node a genotype keeps; by default all.</summary>
    int EdgesPerNode => int.MaxValue;

    /// <summary>The genotype that stands out in a relaxation.</summary>
    /// <param name="weights">Per kind, the weights [edges, operations].</param>
    Genotype Derive(IReadOnlyList<double[,]> weights);

    /// <summary>
    /// The edges and operations that a genotype keeps in parts of a kind, as (row, column) of a relaxation, in the order of its text.
    /// </summary>
    IReadOnlyList<(int Edge, int Operation)> Path(Genotype genotype, int kind);

    /// <summary>The genotype's network in search form, its state named so that a supernet's can be copied into it.</summary>
    Network BuildSearchForm(Genotype genotype, NetworkSettings settings);
}
