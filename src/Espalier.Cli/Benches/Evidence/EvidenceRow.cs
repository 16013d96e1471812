using System.Text.Json;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>One trained network.</summary>
internal sealed record EvidenceRow
{
    /// <summary>Whose images.</summary>
    public required string Data { get; init; }

    /// <summary>How its architecture was come by.</summary>
    public required string Method { get; init; }

    /// <summary>What everything random was derived from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How it was trained.</summary>
    public required string Recipe { get; init; }

    /// <summary>Whether it has the channels of the search, not those that bring it to the size that all others have.</summary>
    public bool AsSearched { get; init; }

    /// <summary>The architecture.</summary>
    public required string Genotype { get; init; }

    /// <summary>Channels of its first cells.</summary>
    public required int Channels { get; init; }

    /// <summary>Its parameters.</summary>
    public required long Params { get; init; }

    /// <summary>Its multiply-accumulates for one image.</summary>
    public required long Macs { get; init; }

    /// <summary>Parameters that the architecture has with the channels that all searches had.</summary>
    public required long ParamsAsSearched { get; init; }

    /// <summary>On the test images as they are.</summary>
    public required EvidenceCount Clean { get; init; }

    /// <summary>Under one step; null where that was not looked at.</summary>
    public EvidenceCount? Fgsm { get; init; }

    /// <summary>Under PGD-20 from the image itself.</summary>
    public required EvidenceCount Pgd { get; init; }

    /// <summary>Under the standard ensemble, on the first test images; null where that was not looked at.</summary>
    public EvidenceCount? Auto { get; init; }

    /// <summary>Alarms of that evaluation.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>PGD-20 on the first images at several radii, with the radius as it is written.</summary>
    public IReadOnlyList<EvidenceRadius> Radii { get; init; } = [];

    /// <summary>What the search took; null for what was not searched.</summary>
    public double? SearchSeconds { get; init; }

    /// <summary>The most memory its process held, in MiB.</summary>
    public double? SearchMiB { get; init; }

    /// <summary>What the final training took.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>One image in ONNX Runtime, in ms: median and interval.</summary>
    public double[]? Latency { get; init; }

    /// <summary>The commands that make it alone, in order.</summary>
    public required IReadOnlyList<string> Commands { get; init; }
}

/// <summary>So many of so many.</summary>
internal sealed record EvidenceCount(int Correct, int Total)
{
    internal static EvidenceCount Of(Accuracy accuracy) => new(accuracy.Correct, accuracy.Total);

    internal Accuracy Accuracy() => new(Correct, Total);
}

/// <summary>What stands at a radius.</summary>
/// <param name="Epsilon">In pixel units.</param>
/// <param name="Count">How many.</param>
internal sealed record EvidenceRadius(double Epsilon, EvidenceCount Count);

/// <summary>A search as it went: for charts.</summary>
/// <param name="Data">Whose images.</param>
/// <param name="Method">The method.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Gamma">The weight of the validation loss by epoch; empty where nothing was weighed.</param>
/// <param name="Expected">The count objective by epoch, in its unit; empty where there was none.</param>
internal sealed record EvidenceSearch(string Data, string Method, ulong Seed, IReadOnlyList<double> Gamma, IReadOnlyList<double> Expected);

/// <summary>All of it.</summary>
/// <param name="Command">What makes it.</param>
/// <param name="Environment">What it ran on.</param>
/// <param name="Epsilon">The radius.</param>
/// <param name="Rows">Networks.</param>
/// <param name="Searches">Searches.</param>
internal sealed record EvidenceTable(
    string Command, RunEnvironment Environment, string Epsilon, IReadOnlyList<EvidenceRow> Rows, IReadOnlyList<EvidenceSearch> Searches)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}
