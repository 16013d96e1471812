namespace Espalier.Spaces;

/// <summary>
/// A space whose genotypes are a row of independent choices, each of a fixed number of values: what evolution varies, and what a
/// distribution over genotypes is made of.
/// </summary>
public interface IChoiceSpace : ISearchSpace
{
    /// <summary>How many values each choice has, at least 1.</summary>
    IReadOnlyList<int> Choices { get; }

    /// <summary>The values, from 0, that a genotype chooses.</summary>
    int[] Encode(Genotype genotype);

    /// <summary>The genotype of values. Every row of legal values has one.</summary>
    Genotype Decode(IReadOnlyList<int> values);
}
