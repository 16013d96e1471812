namespace Espalier.Strategies;

/// <summary>What one search step saw: the lines of a run's log.</summary>
public sealed record StepReport
{
    /// <summary>The loss of the weight step (adversarial where the lower level is).</summary>
    public double TrainLoss { get; init; }

    /// <summary>The share of the train batch that the weight step's pass got right.</summary>
    public double TrainAccuracy { get; init; }

    /// <summary>Each objective of the architecture step by name, in the order of <see cref="Gamma"/>.</summary>
    public IReadOnlyDictionary<string, double> Objectives { get; init; } = new Dictionary<string, double>();

    /// <summary>The balancer's weights of the objectives, on the simplex; empty with one objective.</summary>
    public IReadOnlyList<double> Gamma { get; init; } = [];

    /// <summary>What multiplied each objective's gradient in the end.</summary>
    public IReadOnlyList<double> Factors { get; init; } = [];

    /// <summary>Inner products of the objectives' gradients that the balancer saw, row by row.</summary>
    public IReadOnlyList<double> Gram { get; init; } = [];

    /// <summary>The expected parameter count under the mixture, where the method reads it.</summary>
    public double? ExpectedParameters { get; init; }

    /// <summary>Why the step was not taken, when a loss or gradient was no finite number; null for a good step.</summary>
    public string? Diverged { get; init; }
}
