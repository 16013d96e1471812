namespace Espalier.Export;

/// <summary>What an exported file is like.</summary>
public sealed record ExportSettings
{
    /// <summary>The oldest operator set that can be asked for.</summary>
    public const int OldestOpset = 11;

    /// <summary>The newest operator set that can be asked for.</summary>
    public const int NewestOpset = 17;

    /// <summary>The version of ONNX' operators, 11 to 17, default 17. ML.NET's users want 11.</summary>
    public int Opset
    {
        get;
        init => field = value is >= OldestOpset and <= NewestOpset
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Opset), value, $"{OldestOpset} to {NewestOpset} is needed");
    } = NewestOpset;

    /// <summary>How many images the file takes at once; null (default) leaves it free.</summary>
    public int? Batch
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Batch), value, "at least 1 image, or null");
    }

    /// <summary>
    /// Whether batch norms that follow convolutions are worked into their weights. Default no: ONNX Runtime does that itself when it loads a file,
    /// other programs do not.
    /// </summary>
    public bool Fold { get; init; }

    /// <summary>The version of the file format that came with the operator set.</summary>
    internal int FileVersion => Opset switch
    {
        11 => 6,
        < 15 => 7,
        _ => 8,
    };
}
