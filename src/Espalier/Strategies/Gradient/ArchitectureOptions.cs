namespace Espalier.Strategies.Gradient;

/// <summary>
/// How the architecture parameters of a search descend. Defaults are those of DARTS, section 3.2 and its code.
/// </summary>
public partial record ArchitectureOptions : ObjectiveOptions
{
    /// <summary>The architecture's learning rate (Adam), above 0. Default 3e-4; short searches need more.</summary>
    public double ArchitectureRate { get; init => field = Positive(value, nameof(ArchitectureRate)); } = 3e-4;

    /// <summary>The architecture's decay, at least 0. Default 1e-3.</summary>
    public double ArchitectureDecay { get; init => field = NotNegative(value, nameof(ArchitectureDecay)); } = 1e-3;

    /// <summary>Epochs at the beginning in which only the weights step, at least 0. Default 0, as published.</summary>
    public int WarmUp
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(WarmUp), value, "at least 0");
    }
}
