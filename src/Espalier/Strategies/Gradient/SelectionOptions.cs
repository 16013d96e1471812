using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>How a genotype is chosen from a supernet.</summary>
public enum ArchitectureSelection
{
    /// <summary>By the largest architecture parameters.</summary>
    Strongest,

    /// <summary>By what the supernet loses without an operation.</summary>
    Perturbation,
}

/// <summary>How a search trains its weights, and how it chooses a genotype in the end.</summary>
public record SelectionOptions : WeightOptions
{
    /// <summary>
    /// How a genotype is chosen in the end: by the largest architecture parameters, or by what the supernet loses without an operation
    /// (DARTS-PT), which takes <see cref="SelectionEvery"/> epochs more for each edge. Default: strongest.
    /// </summary>
    public ArchitectureSelection Selection { get; init; }

    /// <summary>Epochs of tuning between two decisions of that selection, at least 1. Default 5, as published.</summary>
    public int SelectionEvery { get; init => field = OptionRange.AtLeastOne(value); } = 5;
}
