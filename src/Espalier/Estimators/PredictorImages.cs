using Espalier.Data;

namespace Espalier.Estimators;

/// <summary>Images for a predictor that trains weights, and how that is watched, ended and kept.</summary>
public sealed record PredictorImages
{
    /// <summary>The images. Of the training set one part trains weights and the other judges networks; the test set stays shut.</summary>
    public required Dataset Data { get; init; }

    /// <summary>The file in which a training is kept while it runs, so that it goes on from there; null: nowhere.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Is told how far training and judging are.</summary>
    public IFlowObserver Observer { get; init; } = new SilentObserver();

    /// <summary>Looked at between steps, and between networks.</summary>
    public CancellationToken Cancellation { get; init; }
}
