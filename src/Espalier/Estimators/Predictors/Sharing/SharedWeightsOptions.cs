using Espalier.Catalog;

namespace Espalier.Estimators.Predictors.Sharing;

/// <summary>
/// How a supernet is made and trained whose weights judge networks. Sizes are small ones, for a CPU; those published stand beside them: the
/// predictor study's code on NAS-Bench-201, which has the published skeleton, and half of CIFAR-10 for each of the two parts.
/// </summary>
public record SharedWeightsOptions
{
    /// <summary>Passes over the training part, at least 1. Default 10; published 150.</summary>
    public int Epochs { get; init => field = OptionRange.AtLeastOne(value); } = 10;

    /// <summary>Channels of the first cells, at least 1. Default 8; published 16.</summary>
    public int Channels { get; init => field = OptionRange.AtLeastOne(value); } = 8;

    /// <summary>Cells in a row, of which two reduce, at least 3. Default 5, one a stage; published 17, five a stage.</summary>
    public int Cells { get; init => field = OptionRange.AtLeast(value, 3); } = 5;

    /// <summary>Images per step, at least 2. Default 64, as published.</summary>
    public int Batch { get; init => field = OptionRange.AtLeast(value, 2); } = 64;

    /// <summary>
    /// Images that take part, half of which train and half judge, at least 0; 0: all, as published (50,000). Default 5,000.
    /// </summary>
    public int Images { get; init => field = OptionRange.NotNegative(value); } = 5000;

    /// <summary>
    /// Of those that judge, how many each network is judged with, at least 0; 0: all, as published (25,000). Default 256.
    /// </summary>
    public int Judged { get; init => field = OptionRange.NotNegative(value); } = 256;

    /// <summary>The learning rate of the first epoch, above 0, which falls to 0 along half a cosine. Default 0.025, as published.</summary>
    public double Rate { get; init => field = OptionRange.Positive(value); } = 0.025;

    /// <summary>Momentum, from 0 to below 1. Default 0.9, as published.</summary>
    public double Momentum { get; init => field = OptionRange.BelowOne(value); } = 0.9;

    /// <summary>What of a weight is added to its gradient, at least 0. Default 3e-4, as published.</summary>
    public double WeightDecay { get; init => field = OptionRange.NotNegative(value); } = 3e-4;

    /// <summary>The largest norm of the whole gradient, above 0. Default 5, as published.</summary>
    public double Clip { get; init => field = OptionRange.Positive(value); } = 5;
}
