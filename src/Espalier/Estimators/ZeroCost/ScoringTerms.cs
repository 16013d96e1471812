namespace Espalier.Estimators.ZeroCost;

/// <summary>What decides scores: the first line of a score file.</summary>
public sealed record ScoringTerms
{
    /// <summary>The space.</summary>
    public required string Space { get; init; }

    /// <summary>The proxies, in order.</summary>
    public required IReadOnlyList<string> Proxies { get; init; }

    /// <summary>The data whose images are looked at.</summary>
    public required string Data { get; init; }

    /// <summary>Width, depth, images and classes of the networks.</summary>
    public required string Network { get; init; }

    /// <summary>Images of a batch.</summary>
    public required int Batch { get; init; }

    /// <summary>What everything random derives from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which genotypes are asked for: how many are drawn, or one given.</summary>
    public required string Genotypes { get; init; }

    /// <summary>What is not the same in another one's; null where all is.</summary>
    internal string? Difference(ScoringTerms other) =>
        Space != other.Space ? "space"
        : Proxies?.SequenceEqual(other.Proxies) != true ? "list of proxies"
        : Data != other.Data ? "data set"
        : Network != other.Network ? "network size"
        : Batch != other.Batch ? "batch size"
        : Seed != other.Seed ? "seed"
        : Genotypes != other.Genotypes ? "choice of genotypes"
        : null;
}
