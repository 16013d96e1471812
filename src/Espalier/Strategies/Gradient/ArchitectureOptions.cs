namespace Espalier.Strategies.Gradient;

/// <summary>How a genotype is chosen from a supernet.</summary>
public enum ArchitectureSelection
{
    /// <summary>By the largest architecture parameters.</summary>
    Strongest,

    /// <summary>By what the supernet loses without an operation.</summary>
    Perturbation,
}

/// <summary>
/// How the architecture parameters of a search descend, and how a genotype is chosen in the end. Defaults are those of DARTS, section 3.2
/// and its code.
/// </summary>
public partial record ArchitectureOptions : ObjectiveOptions
{
    /// <summary>The architecture's learning rate (Adam), above 0. Default 3e-4; short searches need more.</summary>
    public double ArchitectureRate { get; init => field = Positive(value, nameof(ArchitectureRate)); } = 3e-4;

    /// <summary>The architecture's decay, at least 0. Default 1e-3.</summary>
    public double ArchitectureDecay { get; init => field = NotNegative(value, nameof(ArchitectureDecay)); } = 1e-3;

    /// <summary>
    /// How a genotype is chosen in the end: by the largest architecture parameters, or by what the supernet loses without an operation
    /// (DARTS-PT), which takes <see cref="SelectionEvery"/> epochs more for each edge. Default: strongest.
    /// </summary>
    public ArchitectureSelection Selection { get; init; }

    /// <summary>Epochs of tuning between two decisions of that selection, at least 1. Default 5, as published.</summary>
    public int SelectionEvery
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(SelectionEvery), value, "at least 1");
    } = 5;

    /// <summary>Epochs at the beginning in which only the weights step, at least 0. Default 0, as published.</summary>
    public int WarmUp
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(WarmUp), value, "at least 0");
    }
}
