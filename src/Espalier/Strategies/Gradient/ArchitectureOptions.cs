using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// How the architecture parameters of a search descend. Defaults are those of DARTS, section 3.2 and its code.
/// </summary>
public partial record ArchitectureOptions : ObjectiveOptions
{
    /// <summary>The architecture's learning rate (Adam), above 0. Default 3e-4; short searches need more.</summary>
    public double ArchitectureRate { get; init => field = OptionRange.Positive(value); } = 3e-4;

    /// <summary>The architecture's decay, at least 0. Default 1e-3.</summary>
    public double ArchitectureDecay { get; init => field = OptionRange.NotNegative(value); } = 1e-3;

    /// <summary>Epochs at the beginning in which only the weights step, at least 0. Default 0, as published.</summary>
    public int WarmUp { get; init => field = OptionRange.NotNegative(value); }
}
