using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Reports;

/// <summary>Everything that a report tells of a run. What is null is not there (yet), and the report says so.</summary>
public sealed record ReportedRun
{
    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the folder is, as whoever asked for the report called it.</summary>
    public required string Folder { get; init; }

    /// <summary>The search method, or <c>given</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The search space.</summary>
    public required string Space { get; init; }

    /// <summary>The data as the user named it.</summary>
    public required string Data { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether an architecture is searched; else one was given.</summary>
    public bool Searches { get; init; } = true;

    /// <summary>Whether the run was to train what it found.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>Epochs of the training that were asked for.</summary>
    public int TrainingEpochs { get; init; }

    /// <summary>The radius of the run's attacks in pixel units.</summary>
    public double Epsilon { get; init; }

    /// <summary>Test images of the run's evaluation; null where that is not known, since it took all and the data is not there.</summary>
    public int? TestImages { get; init; }

    /// <summary>The settings, the JSON of <c>run.json</c>.</summary>
    public required string Settings { get; init; }

    /// <summary>The command line that began it.</summary>
    public required string Command { get; init; }

    /// <summary>Where it is: running, interrupted, finished, failed.</summary>
    public required string State { get; init; }

    /// <summary>The fault that stopped it.</summary>
    public string? Failure { get; init; }

    /// <summary>What came out; null before the end.</summary>
    public RunResult? Result { get; init; }

    /// <summary>The chosen architecture.</summary>
    public Genotype? Genotype { get; init; }

    /// <summary>The choices of an edge in the search space; null where it has none.</summary>
    public int? Operations { get; init; }

    /// <summary>The curves and trials of the log.</summary>
    public RunCurves Curves { get; init; } = new();

    /// <summary>Accuracy over the radius of the attack.</summary>
    public RobustnessCurve? Robustness { get; init; }

    /// <summary>What the trained network stood, evaluation by evaluation.</summary>
    public IReadOnlyList<RobustEvaluation> Evaluations { get; init; } = [];

    /// <summary>How it does under common corruptions, evaluation by evaluation.</summary>
    public IReadOnlyList<CorruptionEvaluation> Corruptions { get; init; } = [];

    /// <summary>How well it tells images of other data from its own, evaluation by evaluation.</summary>
    public IReadOnlyList<OutlierEvaluation> Outliers { get; init; } = [];

    /// <summary>The data.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>The processes that worked on it, in order.</summary>
    public IReadOnlyList<RunSession> Sessions { get; init; } = [];

    /// <summary>What could not be read, and why; or was not asked for.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>The toolkit that made it.</summary>
    public required string Version { get; init; }
}

/// <summary>A process that worked on a run.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="Seen">When it was last heard of, UTC.</param>
/// <param name="Host">The machine.</param>
/// <param name="Environment">What it ran on, the JSON of a <see cref="RunEnvironment"/>.</param>
public sealed record RunSession(int Number, DateTime Started, DateTime Seen, string Host, string Environment);
