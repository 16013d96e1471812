using System.Text.Json;

namespace Espalier.Studies;

/// <summary>What came out of a run: the content of <c>result.json</c>, schema 1. What was not done or measured is left out.</summary>
public sealed record RunResult
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The name of the method, e.g. <c>e2rnas</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The name of the search space.</summary>
    public required string Space { get; init; }

    /// <summary>The dataset as the user named it.</summary>
    public required string Data { get; init; }

    /// <summary>The seed everything random was derived from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The canonical text of the chosen genotype, as <c>--genotype</c> accepts it.</summary>
    public required string Genotype { get; init; }

    /// <summary>Parameters of the network, without an auxiliary head.</summary>
    public long? Params { get; init; }

    /// <summary>Multiply-accumulates for one image.</summary>
    public long? Macs { get; init; }

    /// <summary>
    /// What the chosen network took for one image when it was held against a limit of latency, in ms, with the threads of
    /// <see cref="Environment"/>; null where none was set. Where <see cref="LatencyDevice"/> is given, what the table says of that.
    /// </summary>
    public double? LatencyMilliseconds { get; init; }

    /// <summary>The device whose table all latencies are from; null: they were measured here.</summary>
    public string? LatencyDevice { get; init; }

    /// <summary>On the test images.</summary>
    public ResultAccuracy? Accuracy { get; init; }

    /// <summary>How many test images: every accuracy on them has its interval by that. Null where none was looked at, and in files of early versions.</summary>
    public int? TestImages { get; init; }

    /// <summary>
    /// How many validation images candidates were judged on; under attack on the first 128 of them at most. Null where nobody judged, and in files of early
    /// versions.
    /// </summary>
    public int? ValidationImages { get; init; }

    /// <summary>
    /// The attack behind <see cref="ResultAccuracy.Pgd"/>; that behind <see cref="ResultAccuracy.Fgsm"/> is one step of epsilon.
    /// </summary>
    public ResultAttack? Attack { get; init; }

    /// <summary>The genotypes that do not dominate each other; docs/front.md says how they came together.</summary>
    public IReadOnlyList<ResultCandidate> Front { get; init; } = [];

    /// <summary>
    /// The networks that were trained, the chosen one first; null where a single network was trained once, of which <see cref="Accuracy"/>
    /// and <see cref="Train"/> say everything.
    /// </summary>
    public IReadOnlyList<ResultFinalist>? Finalists { get; init; }

    /// <summary>The search.</summary>
    public ResultSearch? Search { get; init; }

    /// <summary>The training of the chosen network.</summary>
    public ResultTraining? Train { get; init; }

    /// <summary>What data the run saw, <see cref="Espalier.Data.DataChecksum"/>; null in files of early versions.</summary>
    public string? DataChecksum { get; init; }

    /// <summary>
    /// SHA-256 of what came out, weights included, without times and environment, <see cref="ResultContent"/>: a run that is run again has the
    /// same. Null in files of early versions.
    /// </summary>
    public string? Hash { get; init; }

    /// <summary>What the run ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The command line that does it again.</summary>
    public required string Command { get; init; }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidInputException">It is not there or no such file.</exception>
    public static RunResult Load(string path) =>
        StudyJson.Read<RunResult>(AtomicText.Read(path), path, "give the result.json of a run");

    /// <summary>The document's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);

    /// <summary>What <see cref="Save"/> writes.</summary>
    internal string ToText() => ToJson() + "\n";

    /// <summary>Writes the document, whole or not at all.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(string path) => AtomicText.Write(path, ToText());
}

/// <summary>Accuracy on test images, fractions 0 to 1; null where it was not measured.</summary>
/// <param name="Clean">As they are.</param>
/// <param name="Fgsm">Under one step of epsilon.</param>
/// <param name="Pgd">Under the run's attack of many steps.</param>
/// <param name="Corrupted">Mean corruption accuracy, where it was an objective of the search, on validation images.</param>
/// <param name="Ood">The AUROC against images of other data, likewise; no accuracy, but 0 to 1 as well.</param>
public sealed record ResultAccuracy(double? Clean, double? Fgsm, double? Pgd, double? Corrupted = null, double? Ood = null);

/// <summary>An attack.</summary>
/// <param name="Norm">The norm of the ball: <c>linf</c>.</param>
/// <param name="Epsilon">Its radius in pixel units, 0 to 1.</param>
/// <param name="Steps">Gradient steps.</param>
/// <param name="StepSize">Their length in pixel units.</param>
public sealed record ResultAttack(string Norm, double Epsilon, int Steps, double StepSize);

/// <summary>What the accuracies of a front tell of.</summary>
public enum ResultJudge
{
    /// <summary>Of validation images, with the weights of a trained supernet.</summary>
    InheritedWeights,

    /// <summary>Of validation images, after a short training.</summary>
    ShortTraining,

    /// <summary>Of test images, after the run's training.</summary>
    Training,
}

/// <summary>A genotype of the front, with what is known of it.</summary>
/// <param name="Genotype">Its canonical text.</param>
/// <param name="Params">Parameters of the network that is or would be trained.</param>
/// <param name="Macs">Its multiply-accumulates for one image.</param>
/// <param name="Accuracy">Where it was judged, by <paramref name="JudgedBy"/>: that of all members can be compared.</param>
/// <param name="LatencyMilliseconds">Its time for one image, where it was measured.</param>
/// <param name="JudgedBy">What <paramref name="Accuracy"/> is; null where nobody judged.</param>
/// <param name="Finalist">Its number among <see cref="RunResult.Finalists"/> where it was trained and there is more than one training.</param>
/// <param name="Trained">What its trainings came to on test images, where it is a finalist.</param>
public sealed record ResultCandidate(
    string Genotype,
    long? Params,
    long? Macs,
    ResultAccuracy? Accuracy,
    double? LatencyMilliseconds = null,
    ResultJudge? JudgedBy = null,
    int? Finalist = null,
    ResultMeans? Trained = null);

/// <summary>How the search went.</summary>
public sealed record ResultSearch
{
    /// <summary>Time it took, over all sessions of the run.</summary>
    public double Seconds { get; init; }

    /// <summary>Search steps taken.</summary>
    public long Steps { get; init; }

    /// <summary>Why it ended before its time, a loss that was no number for one; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Candidates judged for the front after the search; null where the search judged its own, or nobody did.</summary>
    public int? Judged { get; init; }

    /// <summary>What their judge said of the network that the search came to, which need not be on the front.</summary>
    public ResultAccuracy? JudgedAccuracy { get; init; }

    /// <summary>What judging those took, in seconds.</summary>
    public double? JudgedSeconds { get; init; }

    /// <summary>Time of a step.</summary>
    public ResultStepTime? StepMilliseconds { get; init; }

    /// <summary>The most memory the process held, in MiB.</summary>
    public double? PeakRssMiB { get; init; }

    /// <summary>Objectives by name, one entry per epoch.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Objectives { get; init; } = [];

    /// <summary>Mean weights of the objectives, one entry per epoch, in the order of the objectives.</summary>
    public IReadOnlyList<double[]> Gamma { get; init; } = [];
}

/// <summary>Time of a step in milliseconds.</summary>
/// <param name="Median">The median over all steps.</param>
public sealed record ResultStepTime(double Median);

/// <summary>How the training went.</summary>
/// <param name="Seconds">Time it took, over all sessions of the run.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Kept">The epoch whose weights were kept; null where they are the last one's.</param>
/// <param name="Overfitting">When robustness vanished; null where that was not seen.</param>
public sealed record ResultTraining(double Seconds, int Epochs, ResultKept? Kept = null, ResultOverfitting? Overfitting = null);
