using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Export.Gate;
using Espalier.Studies;

namespace Espalier.Export;

/// <summary>What an export came to: the document of <c>export --json</c>, schema 1.</summary>
public sealed record ExportReport
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The file; null where the gate kept it back.</summary>
    public required string? File { get; init; }

    /// <summary>The model card; null where the gate kept the file back.</summary>
    public required string? Card { get; init; }

    /// <summary>The file's size.</summary>
    public required long Bytes { get; init; }

    /// <summary>The file's SHA-256, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The operator set.</summary>
    public required int Opset { get; init; }

    /// <summary>Images at once: a number, or <c>dynamic</c>.</summary>
    public required string Batch { get; init; }

    /// <summary>Whether batch norms were worked into convolutions.</summary>
    public required bool Folded { get; init; }

    /// <summary>What goes in.</summary>
    public required ReportedTensor Input { get; init; }

    /// <summary>What comes out.</summary>
    public required ReportedTensor Output { get; init; }

    /// <summary>The network's card.</summary>
    public required ModelCard Model { get; init; }

    /// <summary>How the file compares with the network.</summary>
    public required ReportedGate Gate { get; init; }

    /// <summary>One entry per batch size; none where the gate kept the file back.</summary>
    public required IReadOnlyList<ReportedLatency> Latency { get; init; }

    /// <summary>The version of ONNX Runtime that judged and was timed.</summary>
    public required string OnnxRuntime { get; init; }

    /// <summary>What the export ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The command line that does it again.</summary>
    public required string Command { get; init; }
}

/// <summary>An input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its sizes; -1 for one that is free.</param>
public sealed record ReportedTensor(string Name, IReadOnlyList<long> Shape);

/// <summary>The gate.</summary>
/// <param name="Passed">Whether the file was shipped.</param>
/// <param name="Faults">What was beyond its tolerance.</param>
/// <param name="Data">Whose test images were used.</param>
/// <param name="Images">How many of them.</param>
/// <param name="Tolerance">Of the relative difference of logits.</param>
/// <param name="AccuracyTolerance">Of the difference of accuracies, fractions.</param>
/// <param name="AttackName">The attack, as <c>--attack</c> takes it.</param>
/// <param name="Attack">The attack with every choice made.</param>
/// <param name="Clean">On the images as they are.</param>
/// <param name="Attacked">On adversarial images made on the network.</param>
public sealed record ReportedGate(
    bool Passed,
    IReadOnlyList<string> Faults,
    string Data,
    int Images,
    double Tolerance,
    double AccuracyTolerance,
    string AttackName,
    ResultAttack Attack,
    ReportedComparison Clean,
    ReportedComparison Attacked)
{
    /// <summary>The accuracy under attack that was asked for; left out where none was.</summary>
    public double? LeastRobustAccuracy { get; init; }

    /// <summary>A gate's report with what it was asked.</summary>
    internal static ReportedGate Of(GateReport report, GateSettings settings, string data)
    {
        var attack = settings.Attack.Settings;
        return new(
            report.Passed,
            report.Faults,
            data,
            report.Images,
            settings.Tolerance,
            settings.AccuracyTolerance,
            settings.AttackName,
            new ResultAttack(attack.Norm.Text(), attack.Epsilon, attack.Steps ?? 1, attack.StepSize ?? 0),
            ReportedComparison.Of(report.Clean),
            ReportedComparison.Of(report.Attacked))
        {
            LeastRobustAccuracy = settings.LeastRobustAccuracy,
        };
    }
}

/// <summary>The network and its file on the same images.</summary>
/// <param name="Network">The network's accuracy.</param>
/// <param name="Exported">The file's accuracy.</param>
/// <param name="Disagreements">Images that the two put in different classes.</param>
/// <param name="LogitDifference">The largest difference of a logit.</param>
/// <param name="RelativeDifference">The same, divided by the largest logit, but at least by 1.</param>
public sealed record ReportedComparison(
    ReportedAccuracy Network, ReportedAccuracy Exported, int Disagreements, double LogitDifference, double RelativeDifference)
{
    internal static ReportedComparison Of(GateComparison found) => new(
        ReportedAccuracy.Of(found.Network),
        ReportedAccuracy.Of(found.Exported),
        found.Disagreements,
        found.LogitDifference,
        found.RelativeDifference);
}

/// <summary>An accuracy with Wilson's 95 % interval, fractions 0 to 1.</summary>
/// <param name="Accuracy">Right images of all.</param>
/// <param name="Interval">Its two ends.</param>
public sealed record ReportedAccuracy(double Accuracy, double[] Interval)
{
    internal static ReportedAccuracy Of(Accuracy found) => new(found.Fraction, [found.Interval.Low, found.Interval.High]);
}

/// <summary>The time of a batch.</summary>
/// <param name="Batch">Images at once.</param>
/// <param name="Threads">Threads of one operator.</param>
/// <param name="Pinned">Whether they were bound to processors.</param>
/// <param name="Milliseconds">The median for the whole batch.</param>
/// <param name="Interval">Its two ends, in ms.</param>
/// <param name="Coverage">How likely the interval holds the median.</param>
/// <param name="Runs">How many runs were timed.</param>
/// <param name="Noise">Why the number is not to be trusted; left out where it is.</param>
public sealed record ReportedLatency(
    int Batch, int Threads, bool Pinned, double Milliseconds, double[] Interval, double Coverage, int Runs, string? Noise)
{
    internal static ReportedLatency Of(OnnxLatency found) => new(
        found.Batch,
        found.Threads,
        found.Pinned,
        found.Time.Median,
        [found.Time.Low, found.Time.High],
        found.Time.Coverage,
        found.Time.Runs,
        found.Time.Noise);
}
