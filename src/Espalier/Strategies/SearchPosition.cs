namespace Espalier.Strategies;

/// <summary>Where a gradient search is: what its checkpoint says beside the tensors.</summary>
internal sealed record SearchPosition
{
    public int Epoch { get; init; }

    public int Step { get; init; }

    public EpochMeter Meter { get; init; } = new();

    public IReadOnlyList<EpochSummary> Epochs { get; init; } = [];

    public long LogBytes { get; init; }

    public double Seconds { get; init; }

    public string? Failure { get; init; }

    /// <summary>Why nobody can go on from here, as a hand or another version may have written it; null for a sound position.</summary>
    /// <param name="epochs">Epochs of the search.</param>
    /// <param name="steps">Steps of an epoch.</param>
    internal string? Fault(int epochs, int steps) =>
        Epoch < 0 || Epoch > epochs || Step < 0 || Step > steps || LogBytes < 0
            ? $"says epoch {Epoch}, step {Step}, of {epochs} epochs of {steps} steps, and {LogBytes} bytes of log"
            : Epochs.Count != Epoch + (Failure is null ? 0 : 1) || !Epochs.Select((summary, place) => summary?.Epoch == place).All(holds => holds)
                ? $"has other summaries than those of its {Epoch} epochs"
                : Epochs.Any(summary => summary.Gamma.Count > summary.Objectives.Count || summary.Entropy.Any(edges => edges is null))
                    ? "has a summary that lacks something"
                    : null;
}

/// <summary>Sums over the steps of an epoch.</summary>
internal sealed record EpochMeter
{
    public int Steps { get; init; }

    public double TrainLoss { get; init; }

    public double TrainAccuracy { get; init; }

    /// <summary>Steps that moved the architecture; none in warm-up.</summary>
    public int Judged { get; init; }

    public IReadOnlyDictionary<string, double> Objectives { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<double> Gamma { get; init; } = [];

    public double? ExpectedParameters { get; init; }

    internal EpochMeter With(StepReport report) => this with
    {
        Steps = Steps + 1,
        TrainLoss = TrainLoss + report.TrainLoss,
        TrainAccuracy = TrainAccuracy + report.TrainAccuracy,
        Judged = Judged + (report.Objectives.Count > 0 ? 1 : 0),
        Objectives = report.Objectives.Count == 0
            ? Objectives
            : report.Objectives.ToDictionary(pair => pair.Key, pair => pair.Value + Objectives.GetValueOrDefault(pair.Key)),
        Gamma = Gamma.Count == 0 ? report.Gamma : report.Gamma.Count == 0 ? Gamma : [.. Gamma.Zip(report.Gamma, (sum, next) => sum + next)],
        ExpectedParameters = report.ExpectedParameters ?? ExpectedParameters,
    };

    internal EpochSummary Summarise(int epoch, GradientStrategy strategy) => new()
    {
        Epoch = epoch,
        TrainLoss = TrainLoss / Math.Max(Steps, 1),
        TrainAccuracy = TrainAccuracy / Math.Max(Steps, 1),
        Objectives = Objectives.ToDictionary(pair => pair.Key, pair => pair.Value / Math.Max(Judged, 1)),
        Gamma = [.. Gamma.Select(sum => sum / Math.Max(Judged, 1))],
        ExpectedParameters = ExpectedParameters,
        Entropy = strategy.Entropies(),
        Genotype = strategy.Derive().Text,
    };
}
