namespace Espalier.Strategies;

/// <summary>What searches candidate by candidate share.</summary>
public record SamplingOptions
{
    /// <summary>How many candidates are trained, at least 1. Default 10.</summary>
    public int Trials { get; init => field = AtLeastOne(value, nameof(Trials)); } = 10;

    /// <summary>Epochs of each, at least 1. Default 2.</summary>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 2;

    private protected static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "at least 1");
}
