using Espalier.Spaces;

namespace Espalier.Estimators;

/// <summary>What a predictor is made from.</summary>
public sealed record PredictorContext
{
    /// <summary>The space whose networks it is to judge.</summary>
    public required ISearchSpace Space { get; init; }

    /// <summary>What its draws derive from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Images for predictors that train weights; null: there are none.</summary>
    public PredictorImages? Images { get; init; }
}
