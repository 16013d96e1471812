using Espalier.Catalog;
using Espalier.Objectives;

namespace Espalier.Strategies.Gradient;

/// <summary>What the weights learn from beside the labels.</summary>
public enum WeightTeacher
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The supernet at earlier moments (SD-DARTS).</summary>
    Past,
}

/// <content>What SD-DARTS adds to the lower level of DARTS, and any search can do: teachers.</content>
public partial record WeightOptions
{
    /// <summary>
    /// What the weights learn from beside the labels: <c>past</c>, the supernet's own earlier states, seeing the images that the weights
    /// train on, adversarial ones with an adversarial lower level. Default <c>none</c>; of SD-DARTS <c>past</c>.
    /// </summary>
    public WeightTeacher Teacher { get; init; }

    /// <summary>How many past selves vote, at least 1; each is a copy of the supernet in memory. Default 3.</summary>
    public int Teachers { get; init => field = OptionRange.AtLeastOne(value); } = 3;

    /// <summary>How many batches lie between two of them, at least 1. Default: null, an epoch.</summary>
    public int? TeacherEvery { get; init => field = value is { } batches ? OptionRange.AtLeastOne(batches) : null; }

    /// <summary>How they become one teacher. Default the mean of their probabilities.</summary>
    public TeacherVote TeacherVote { get; init; }

    /// <summary>The share that a majority's vote spreads over all classes, 0 to below 1. Default 0.1.</summary>
    public double TeacherSmoothing { get; init => field = OptionRange.BelowOne(value); } = 0.1;

    /// <summary>The temperature T of the term T^2 KL(teacher || student), above 0. Default 1, the probabilities as they are.</summary>
    public double TeacherTemperature { get; init => field = OptionRange.Positive(value); } = 1;

    /// <summary>The term's weight beside the loss, at least 0. Default 1.</summary>
    public double TeacherWeight { get; init => field = OptionRange.NotNegative(value); } = 1;

    /// <summary>
    /// Over how many selves that weight rises to its full value, linearly, from the first that fills the ring on; at least 1 (at once).
    /// Default 5.
    /// </summary>
    public int TeacherRamp { get; init => field = OptionRange.AtLeastOne(value); } = 5;
}
