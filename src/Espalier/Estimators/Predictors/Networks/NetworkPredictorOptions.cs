using Espalier.Catalog;

namespace Espalier.Estimators.Predictors.Networks;

/// <summary>What a network that predicts is trained to make small.</summary>
public enum PredictorLoss
{
    /// <summary>The mean squared error.</summary>
    Squared,

    /// <summary>The mean absolute error.</summary>
    Absolute,

    /// <summary>Minus Kendall's tau with a slope: the order alone.</summary>
    DiffKendall,
}

/// <summary>The settings that all networks that predict share.</summary>
public record NetworkPredictorOptions
{
    /// <summary>How often training goes through all networks, at least 1.</summary>
    public int Epochs { get; init => field = OptionRange.AtLeastOne(value); } = 100;

    /// <summary>Networks of a batch, at least 2.</summary>
    public int Batch { get; init => field = OptionRange.AtLeast(value, 2); } = 32;

    /// <summary>Adam's rate, above 0.</summary>
    public double Rate { get; init => field = OptionRange.Positive(value); } = 0.001;

    /// <summary>What of a weight is added to its gradient, at least 0.</summary>
    public double WeightDecay { get; init => field = OptionRange.NotNegative(value); }

    /// <summary>What is made small.</summary>
    public PredictorLoss Loss { get; init; }
}
