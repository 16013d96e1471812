using Espalier.Spaces;

namespace Espalier.Estimators;

/// <summary>
/// A table that knows what every architecture of a space came to: whoever has one judges a search by the truth, in no time.
/// </summary>
public interface ITabularBenchmark : IPublishedTable
{
    /// <summary>The name of the search space whose genotypes it knows.</summary>
    string Space { get; }

    /// <summary>How many architectures it knows, all of the space.</summary>
    int Count { get; }

    /// <summary>What it knows of each.</summary>
    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="InvalidInputException">There is none; the message names those there are.</exception>
    TableColumn Column(string name);

    /// <summary>The row of a genotype, from 0.</summary>
    /// <exception cref="ArgumentException">It is of another space.</exception>
    int IndexOf(Genotype genotype);

    /// <summary>The genotype of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    Genotype GenotypeOf(int index);
}
