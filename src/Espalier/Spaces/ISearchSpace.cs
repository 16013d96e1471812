using System.Numerics;

namespace Espalier.Spaces;

/// <summary>Which genotypes are legal, and what networks they stand for.</summary>
public interface ISearchSpace
{
    /// <summary>The name a user picks it by.</summary>
    string Name { get; }

    /// <summary>How many genotypes there are.</summary>
    BigInteger Count { get; }

    /// <summary>Reads any accepted notation.</summary>
    /// <param name="text">The genotype's text.</param>
    /// <param name="where">Where the text is from, for the error.</param>
    /// <exception cref="InvalidInputException">The text is no genotype of this space.</exception>
    Genotype Parse(string text, string where);

    /// <summary>A genotype drawn uniformly by choices: inputs of each node, then operations (never none).</summary>
    Genotype Sample(Random random);

    /// <summary>Builds the network of a genotype with fresh weights; the caller owns it.</summary>
    Network Build(Genotype genotype, NetworkSettings settings);
}
