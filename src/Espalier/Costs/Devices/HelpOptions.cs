using Espalier.Catalog;

namespace Espalier.Costs.Devices;

/// <summary>The settings of <see cref="Help"/>.</summary>
public sealed record HelpOptions
{
    /// <summary>Episodes of meta-training, at least 1. Default 400 (published 2,000).</summary>
    public int Episodes { get; init => field = OptionRange.AtLeastOne(value); } = 400;

    /// <summary>Known devices in an episode, at least 1; fewer where there are not so many. Default 8, as published.</summary>
    public int Devices { get; init => field = OptionRange.AtLeastOne(value); } = 8;

    /// <summary>
    /// Whether devices are described by how they differ from the mean of the known ones; or, as published, by what the references take on
    /// their own scale, which is much the same on all. Default: by how they differ.
    /// </summary>
    public bool Centre { get; init; } = true;

    /// <summary>Networks of each device in an episode that the fitted weights are judged by, at least 1. Default 30 (published 200).</summary>
    public int Queries { get; init => field = OptionRange.AtLeastOne(value); } = 30;

    /// <summary>
    /// Whether an episode fits its devices by networks drawn from the pool, as many as there are references, as published; or by the
    /// references, as a new device will be. Default: by the references.
    /// </summary>
    public bool DrawSupport { get; init; }

    /// <summary>
    /// The share of the slowest and of the fastest networks of a device, each, that its episodes leave out; from 0 to below 0.5. Default 0.1,
    /// as in the authors' code.
    /// </summary>
    public double Trim
    {
        get;
        init => field = value is >= 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(Trim), value, "from 0 to below 0.5");
    } = 0.1;

    /// <summary>
    /// Steps that fit the weights to a device, at least 0: with none its description alone tells devices apart. Default 2, as published.
    /// </summary>
    public int InnerSteps { get; init => field = OptionRange.NotNegative(value); } = 2;

    /// <summary>The rate of these steps at first, above 0. Default 0.01 (published 0.001).</summary>
    public double InnerRate { get; init => field = OptionRange.Positive(value); } = 0.01;

    /// <summary>Whether every weight's inner rate is learnt (Meta-SGD), as published, or stays (MAML). Default: learnt.</summary>
    public bool LearnRates { get; init; } = true;

    /// <summary>Whether the inner steps are differentiated through. Default: yes, as published.</summary>
    public bool SecondOrder { get; init; } = true;

    /// <summary>Adam's rate at first; it falls to 0 along a half cosine. Above 0. Default 0.003 (published: 0.0001, constant).</summary>
    public double OuterRate { get; init => field = OptionRange.Positive(value); } = 3e-3;

    /// <summary>Width of the layers, at least 1. Default 100, as published.</summary>
    public int Width { get; init => field = OptionRange.AtLeastOne(value); } = 100;

    /// <summary>Whether the device's description multiplies and shifts the weights of the last layers. Default: yes, as published.</summary>
    public bool Modulate { get; init; } = true;

    /// <summary>By how much 1 of what is drawn for a device changes a weight, at least 0. Default 0.01, as published.</summary>
    public double Modulation { get; init => field = OptionRange.NotNegative(value); } = 0.01;

    /// <summary>The weight of the draws' divergence from the prior, at least 0. Default 0.1, as published.</summary>
    public double Divergence { get; init => field = OptionRange.NotNegative(value); } = 0.1;

    /// <summary>Draws that a prediction is the mean of, at least 1. Default 10, as published.</summary>
    public int Samples { get; init => field = OptionRange.AtLeastOne(value); } = 10;
}
