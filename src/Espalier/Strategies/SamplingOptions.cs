using Espalier.Catalog;

namespace Espalier.Strategies;

/// <summary>What searches candidate by candidate share.</summary>
public record SamplingOptions
{
    /// <summary>How many candidates are trained, at least 1. Default 10.</summary>
    public int Trials { get; init => field = OptionRange.AtLeastOne(value); } = 10;

    /// <summary>Epochs of each, at least 1. Default 2.</summary>
    public int Epochs { get; init => field = OptionRange.AtLeastOne(value); } = 2;
}
