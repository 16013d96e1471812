using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>Which row of a table is which cell.</summary>
/// <param name="space">The space of the cells.</param>
/// <param name="cells">Their texts, row by row.</param>
internal sealed class CellRows(ISearchSpace space, string[] cells)
{
    private readonly Dictionary<string, int> rows = cells.Index().ToDictionary(cell => cell.Item, cell => cell.Index, StringComparer.Ordinal);

    /// <summary>The space's name.</summary>
    internal string Space => space.Name;

    /// <summary>How many there are.</summary>
    internal int Count => cells.Length;

    /// <summary>The row of a genotype.</summary>
    /// <exception cref="ArgumentException">It is of another space.</exception>
    internal int IndexOf(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.Space == Space && genotype.FieldNotation is { } cell && rows.TryGetValue(cell, out var row)
            ? row
            : throw new ArgumentException($"a genotype of the space {genotype.Space}, not of {Space}", nameof(genotype));
    }

    /// <summary>The genotype of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    internal Genotype GenotypeOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return space.Parse(cells[index], Space);
    }
}
