using Espalier.Attacks;
using Espalier.Data;
using Espalier.Kernels;
using Espalier.Objectives;
using Espalier.Studies;
using Espalier.Training;

namespace Espalier;

/// <summary>Everything that decides a run: it is stored as run.json, and a resumed run reads it from there.</summary>
public sealed record FlowSettings
{
    /// <summary>A day: the most that <see cref="CheckpointSeconds"/> may be.</summary>
    public const double MostCheckpointSeconds = 86_400;

    /// <summary>The search method's name.</summary>
    public required string Method { get; init; }

    /// <summary>
    /// The text of an architecture that is given: nothing is searched then, and <see cref="Method"/> is a mere label. Null: search.
    /// </summary>
    public string? Genotype { get; init; }

    /// <summary>Options of the method by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The search space's name.</summary>
    public string Space { get; init; } = "darts";

    /// <summary>The dataset's name or path.</summary>
    public required string Data { get; init; }

    /// <summary>How the data is read where its files leave it open.</summary>
    public DataOptions DataOptions { get; init; } = new();

    /// <summary>What every random draw of the run derives from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Epochs of a gradient search, at least 1.</summary>
    public int SearchEpochs { get; init; } = 50;

    /// <summary>The supernet's size.</summary>
    public NetworkSize Search { get; init; } = new(16, 8);

    /// <summary>Images per batch in the search, at least 1.</summary>
    public int SearchBatch { get; init; } = 64;

    /// <summary>Training images that the search sees, half of them for judging; 0 = all.</summary>
    public int SearchImages { get; init; }

    /// <summary>The size of the network to be trained, which limits refer to.</summary>
    public NetworkSize Final { get; init; } = new(36, 20);

    /// <summary>Training images of the final training; 0 = all.</summary>
    public int FinalImages { get; init; }

    /// <summary>How the network is trained.</summary>
    public TrainingRecipe Recipe { get; init; } = new();

    /// <summary>Whether to train the network that was found; a run without ends after the search.</summary>
    public bool Train { get; init; } = true;

    /// <summary>
    /// Networks around the one that a gradient search derives, itself counted, that are judged for the front; at least 1, which judges none.
    /// A sampling search's candidates are its trials; 1 leaves their latency unmeasured.
    /// </summary>
    public int Candidates { get; init; } = 16;

    /// <summary>Networks of the front that are trained, the one that the search came to first; at least 1.</summary>
    public int Finalists { get; init; } = 1;

    /// <summary>How many times each of them is trained, with seeds that derive from the run's; at least 1.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>Test images of the evaluation; 0 = all.</summary>
    public int TestImages { get; init; }

    /// <summary>The radius of adversarial images in pixel units, in the search and in the evaluation.</summary>
    public double Epsilon { get; init; } = AttackSettings.DefaultEpsilon;

    /// <summary>The steps of the PGD evaluation.</summary>
    public int PgdSteps { get; init; } = 10;

    /// <summary>
    /// What the network to be trained may cost. A limit of latency is measured on this machine, and a run under it repeats only as well as
    /// measurements do; interrupted and resumed, it keeps to those it made.
    /// </summary>
    public NetworkLimits Limits { get; init; } = NetworkLimits.None;

    /// <summary>
    /// The device whose table says what networks take, instead of measurements on this machine; null: they are measured. Its latencies are an
    /// objective of the front, whether they are limited or not.
    /// </summary>
    public LatencyDevice? LatencyDevice { get; init; }

    /// <summary>The stride of the first convolution: 1, or 2 to quarter the work.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>Threads of one operator; the result depends on it bit for bit.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Who computes the networks: our fused kernels, or libtorch alone.</summary>
    public KernelPath Kernels { get; init; }

    /// <summary>What the fused kernels keep of a search step's way forth.</summary>
    public MemoryUse Memory { get; init; }

    /// <summary>Seconds between two checkpoints within an epoch or a trial: what a kill may cost. 0: after every step.</summary>
    public double CheckpointSeconds { get; init; } = CheckpointPace.Default.TotalSeconds;

    /// <summary>The command that started the run, for the record.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>All faults of the settings that can be seen before data is read.</summary>
    public IEnumerable<string> Faults()
    {
        if (SearchEpochs < 1)
        {
            yield return $"epochs: {SearchEpochs} is below 1";
        }

        if (SearchBatch < 2)
        {
            yield return $"batch: {SearchBatch} is below 2, the least that batch norm can train on";
        }

        if (SearchImages < 0 || FinalImages < 0 || TestImages < 0)
        {
            yield return "image counts are at least 0 (0 = all)";
        }

        if (Epsilon is not (>= 0 and <= 1))
        {
            yield return $"epsilon: {Epsilon} is outside 0 to 1 (pixel units, e.g. 8/255)";
        }

        if (PgdSteps < 1)
        {
            yield return $"pgd steps: {PgdSteps} is below 1";
        }

        if (Candidates < 1 || Finalists < 1 || Replicates < 1)
        {
            yield return $"candidates, finalists and replicates ({Candidates}, {Finalists}, {Replicates}) are at least 1";
        }

        if (Finalists > Candidates)
        {
            yield return $"finalists: {Finalists} are more than the {Candidates} candidates";
        }

        if (StemStride is not (1 or 2))
        {
            yield return $"stem stride: {StemStride} is neither 1 nor 2";
        }

        if (Threads < 1)
        {
            yield return $"threads: {Threads} is below 1";
        }

        if (CheckpointSeconds is not (>= 0 and <= MostCheckpointSeconds))
        {
            yield return $"seconds between checkpoints: {CheckpointSeconds} is outside 0 to {MostCheckpointSeconds}";
        }

        foreach (var fault in Limits.Faults().Concat(Search.Faults("search")).Concat(Final.Faults("final network")))
        {
            yield return fault;
        }
    }
}

/// <summary>A device that a table has latencies of.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Tables">The folder of tables.</param>
public sealed record LatencyDevice(string Name, string Tables);

/// <summary>Width and depth of a network.</summary>
/// <param name="Channels">Channels of its first cells, at least 1.</param>
/// <param name="Cells">Its cells, at least 3.</param>
public sealed record NetworkSize(int Channels, int Cells)
{
    internal IEnumerable<string> Faults(string of)
    {
        if (Channels < 1)
        {
            yield return $"channels of the {of}: {Channels} is below 1";
        }

        if (Cells < 3)
        {
            yield return $"cells of the {of}: {Cells} is below 3";
        }
    }
}
