using Espalier.Export.Gate;

namespace Espalier.Export;

/// <summary>How a network is exported, judged and timed.</summary>
public sealed record ShipmentSettings
{
    /// <summary>What the file is like.</summary>
    public ExportSettings File { get; init; } = new();

    /// <summary>What it must stand.</summary>
    public GateSettings Gate { get; init; } = new();

    /// <summary>Threads of one operator of ONNX Runtime, at least 1 (default).</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Threads), value, "at least 1 thread");
    } = 1;

    /// <summary>The larger batch that is timed beside batch 1 where the batch is free; at least 1, default 32.</summary>
    public int LatencyBatch
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(LatencyBatch), value, "at least 1 image");
    } = 32;

    /// <summary>The command line that does it again, for the record.</summary>
    public string Command { get; init; } = string.Empty;
}
