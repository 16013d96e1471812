using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>How the shared weights of a search are trained. Defaults are those of DARTS, section 3.2 and its code.</summary>
public partial record WeightOptions
{
    /// <summary>The first learning rate of the weights (SGD), above 0. Default 0.025.</summary>
    public double WeightRate { get; init => field = OptionRange.Positive(value); } = 0.025;

    /// <summary>The learning rate that the cosine ends at, at least 0. Default 0.001.</summary>
    public double WeightRateEnd { get; init => field = OptionRange.NotNegative(value); } = 0.001;

    /// <summary>The weights' momentum, 0 to below 1. Default 0.9.</summary>
    public double Momentum { get; init => field = OptionRange.BelowOne(value); } = 0.9;

    /// <summary>The weights' decay, at least 0. Default 3e-4.</summary>
    public double WeightDecay { get; init => field = OptionRange.NotNegative(value); } = 3e-4;

    /// <summary>The largest joint norm of the weights' gradient, above 0. Default 5.</summary>
    public double Clip { get; init => field = OptionRange.Positive(value); } = 5;

    /// <summary>
    /// The power p of the cosine that the rate follows (sharpDARTS, section 3.2), at least 1; the larger, the sooner it falls. Default 1,
    /// the plain cosine.
    /// </summary>
    public double AnnealingPower { get; init => field = OptionRange.AtLeastOne(value); } = 1;

    /// <summary>
    /// What the weights train on: <c>fgsm-rs</c> (as in the paper's runs), <c>fast</c>, <c>free-5</c>, <c>pgd-N</c>, <c>trades-N</c>, or
    /// <c>none</c> for clean images. <c>free-N</c> takes N weight steps per batch, so give a search N times fewer epochs. Default
    /// <c>none</c>; of E2RNAS <c>fgsm-rs</c>.
    /// </summary>
    public string Lower { get; init; } = "none";

    /// <summary>
    /// With <c>lower=trades</c>, the weight of KL(clean || adversarial) beside the loss on clean images, at least 0. Default 6 (arXiv
    /// 1901.08573, its CIFAR-10 training).
    /// </summary>
    public double TradesBeta { get; init => field = OptionRange.NotNegative(value); } = 6;
}
