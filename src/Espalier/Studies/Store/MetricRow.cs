namespace Espalier.Studies.Store;

/// <summary>A number (or a text) at one point of a study's time: a row of <c>metrics</c>.</summary>
public sealed record MetricRow
{
    /// <summary>The <see cref="Trial"/> of what is no single trial's.</summary>
    public const int WholeStudy = -1;

    /// <summary>The study's <see cref="StudyRow.Id"/>; a <see cref="StudyRecorder"/> fills it in.</summary>
    public string StudyId { get; init; } = string.Empty;

    /// <summary>The trial it belongs to, or <see cref="WholeStudy"/>.</summary>
    public int Trial { get; init; } = WholeStudy;

    /// <summary>The stage that told it: search, train, test.</summary>
    public required string Stage { get; init; }

    /// <summary>Its name, e.g. <c>train_loss</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When: the epoch, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The number; null where it was none (NaN), or where there is a text.</summary>
    public double? Value { get; init; }

    /// <summary>What is no number, e.g. the genotype that would be derived at that point.</summary>
    public string? Text { get; init; }
}
