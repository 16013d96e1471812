using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>What the bench came to: the content of <c>latency.json</c>.</summary>
internal sealed record LatencyResult
{
    /// <summary>The command that does it again.</summary>
    public required string Command { get; init; }

    /// <summary>What it ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The devices that were learnt from.</summary>
    public required IReadOnlyList<string> Known { get; init; }

    /// <summary>The published new devices of the table.</summary>
    public required IReadOnlyList<string> Unseen { get; init; }

    /// <summary>The published devices that settings were chosen by: not learnt from, but not blind either.</summary>
    public required IReadOnlyList<string> Validation { get; init; }

    /// <summary>Further new devices of the table.</summary>
    public required IReadOnlyList<string> Further { get; init; }

    /// <summary>Sums over edges, for each device of the table.</summary>
    public required IReadOnlyList<LatencyModelFit> Models { get; init; }

    /// <summary>The ways to predict a new device.</summary>
    public required IReadOnlyList<LatencyMethod> Methods { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>How far a sum over edges agrees with the table.</summary>
/// <param name="Device">The device.</param>
/// <param name="Explained">The share of the variance that it explains.</param>
/// <param name="Spearman">The rank correlation with what was measured.</param>
internal sealed record LatencyModelFit(string Device, double Explained, double Spearman);

/// <summary>A way to predict a new device.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Uses">What it is told of a new device and of its networks.</param>
/// <param name="Runs">One for each seed; a single one where nothing is drawn.</param>
internal sealed record LatencyMethod(string Name, string Uses, IReadOnlyList<LatencyRun> Runs)
{
    /// <summary>Over the runs, the mean over devices.</summary>
    internal ResultMean Mean(IReadOnlyList<string> devices, Func<LatencyScore, double> score) =>
        ResultMean.Of([.. Runs.Select(run => devices.Average(device => score(run.Of(device))))]);

    /// <summary>Over the runs, of a device.</summary>
    internal ResultMean On(string device, Func<LatencyScore, double> score) => ResultMean.Of([.. Runs.Select(run => score(run.Of(device)))]);
}

/// <summary>A predictor, learnt with a seed and asked for every new device.</summary>
/// <param name="Settings">What decided it.</param>
/// <param name="Seconds">What learning took.</param>
/// <param name="Scores">Device after device.</param>
internal sealed record LatencyRun(string Settings, double Seconds, IReadOnlyList<LatencyScore> Scores)
{
    internal LatencyScore Of(string device) => Scores.First(score => score.Device == device);
}

/// <summary>How well the order of the cells on a device was predicted: Spearman's coefficient.</summary>
/// <param name="Device">The device.</param>
/// <param name="Middle">Of the middle eight tenths of the cells, as published.</param>
/// <param name="Whole">Of all that were asked for.</param>
/// <param name="Description">What the description of the device does for it; null where there is none.</param>
internal sealed record LatencyScore(string Device, double Middle, double Whole, LatencyDescription? Description = null);

/// <summary>What is left of a score, as published, where a predictor is told less of a device, or something wrong.</summary>
/// <param name="Other">Of all devices that were predicted the one that is least like this one on the references.</param>
/// <param name="Exchanged">Told that it is of the other's kind, but fitted to its own measurements.</param>
/// <param name="Unfitted">Told its own kind, but fitted to nothing.</param>
/// <param name="UnfittedExchanged">Told that it is of the other's kind, and fitted to nothing.</param>
internal sealed record LatencyDescription(string Other, double Exchanged, double Unfitted, double UnfittedExchanged);
