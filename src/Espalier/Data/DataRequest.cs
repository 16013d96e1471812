namespace Espalier.Data;

/// <summary>What a source is asked for beside the name: how to read, who watches, and when to stop.</summary>
public sealed record DataRequest
{
    /// <summary>How to read.</summary>
    public DataOptions Options { get; init; } = new();

    /// <summary>
    /// What a network takes: the size and channels of a source that has none of its own, where the options are silent. Null: the source
    /// decides.
    /// </summary>
    public ImageShape? Expected { get; init; }

    /// <summary>Is told how far it is, and what the source decided.</summary>
    public IFlowObserver Observer { get; init; } = new SilentObserver();

    /// <summary>Ends the reading.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The size wanted; null where nobody wants one.</summary>
    internal ImageSize? WantedSize => Options.Size ?? (Expected is { } shape ? new ImageSize(shape.Height, shape.Width) : null);

    /// <summary>The channels wanted; null where nobody wants any.</summary>
    internal int? WantedChannels => Options.Channels ?? Expected?.Channels;
}
