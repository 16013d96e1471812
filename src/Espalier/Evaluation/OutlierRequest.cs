namespace Espalier.Evaluation;

/// <summary>What an evaluation on images of other data was asked for. Two that are asked for the same come to the same.</summary>
public sealed record OutlierRequest : IEvaluationRequest
{
    /// <summary>The checksum of the network's weights.</summary>
    public required string Model { get; init; }

    /// <summary>Whose test images the network knows the kind of.</summary>
    public required string Data { get; init; }

    /// <summary>How many of them, the first; at least 1.</summary>
    public required int Images { get; init; }

    /// <summary>The other data, or <c>noise</c>.</summary>
    public required string Outliers { get; init; }

    /// <summary>How many of its test images, the first; at least 1.</summary>
    public required int OutlierImages { get; init; }

    /// <summary>The shape of its images before they were fitted to the network, e.g. <c>3x32x32</c>; null where they were not.</summary>
    public string? FittedFrom { get; init; }

    /// <summary>What noise is drawn by.</summary>
    public required ulong Seed { get; init; }
}
